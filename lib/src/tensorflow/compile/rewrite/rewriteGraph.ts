import { makeNode, sortNodes, type GraphNode, type Output } from "../graph/index.js";

/** What a rule may ask about the graph as it was recorded. */
export interface RuleContext {
  /** The rewritten output of the `Relu` that was applied to what became this output, if there is one. */
  reluOf(output: Output): Output | undefined;
}

/** A rule is shown every node whose inputs are rewritten already, and may give an output to use in its place. */
export type Rule = (node: GraphNode, context: RuleContext) => Output | undefined;

/** The same outputs of a graph in which the rules were applied to every node, in the order of the rules. */
export function rewriteGraph(outputs: readonly Output[], rules: readonly Rule[]): Output[] {
  const rewriter = new Rewriter(outputs, rules);
  return outputs.map((output) => rewriter.rewritten(output));
}

class Rewriter implements RuleContext {
  readonly #rules: readonly Rule[];
  readonly #relus: ReadonlyMap<GraphNode, GraphNode>;
  readonly #results = new Map<GraphNode, Output>();
  readonly #origins = new Map<GraphNode, GraphNode>();

  constructor(outputs: readonly Output[], rules: readonly Rule[]) {
    this.#rules = rules;
    const relus = sortNodes(outputs.map(({ node }) => node)).filter(({ op }) => op === "Relu");
    this.#relus = new Map(relus.map((relu) => [(relu.inputs[0] as Output).node, relu]));
  }

  rewritten({ node, index }: Output): Output {
    for (const dependency of sortNodes([node])) {
      if (!this.#results.has(dependency)) this.#rewriteNode(dependency);
    }
    const result = this.#results.get(node) as Output;
    return index === 0 ? result : { node: result.node, index };
  }

  reluOf({ node }: Output): Output | undefined {
    const relu = this.#relus.get(this.#origins.get(node) ?? node);
    return relu && this.rewritten({ node: relu, index: 0 });
  }

  #rewriteNode(node: GraphNode): void {
    const inputs = node.inputs.map((input) => this.#inputOf(input));
    const same = inputs.every((input, i) => input.node === node.inputs[i]?.node);
    let result: Output = { node: same ? node : makeNode({ ...node, inputs }), index: 0 };
    for (const rule of this.#rules) result = rule(result.node, this) ?? result;
    this.#results.set(node, result);
    this.#origins.set(result.node, node);
  }

  #inputOf({ node, index }: Output): Output {
    const result = this.#results.get(node) as Output;
    return index === 0 ? result : { node: result.node, index };
  }
}
