import { addRowProducts, type Rows } from "./numerics/rowProducts.js";
import { transposed } from "./numerics/transposed.js";

/**
 * A function that splits centred rows x into their coordinates y = U x along orthonormal components, which it returns
 * (`[count, q]`), and the rest x − Uᵀ y, which it leaves in place of the rows.
 */
export function splitterOf(components: Rows): (rows: Rows) => Rows {
  const columns = transposed(components);
  const negative: Rows = { ...columns, data: columns.data.map((value) => -value) };
  return (rows) => {
    const scores: Rows = {
      data: new Float64Array(rows.count * components.count),
      count: rows.count,
      width: components.count,
    };
    addRowProducts(rows, components, scores.data);
    addRowProducts(scores, negative, rows.data);
    return scores;
  };
}
