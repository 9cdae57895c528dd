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
  readonly #relus: readonly GraphNode[];
  readonly #results = new Map<GraphNode, Output>();

  constructor(outputs: readonly Output[], rules: readonly Rule[]) {
    this.#rules = rules;
    this.#relus = sortNodes(outputs.map(({ node }) => node)).filter(({ op }) => op === "Relu");
  }

  rewritten({ node, index }: Output): Output {
    for (const dependency of sortNodes([node])) {
      if (!this.#results.has(dependency)) this.#rewriteNode(dependency);
    }
    const result = this.#results.get(node) as Output;
    return index === 0 ? result : { node: result.node, index };
  }

  reluOf({ node, index }: Output): Output | undefined {
    const relu = this.#relus.find(({ inputs: [features] }) => {
      const known = features && this.#results.has(features.node) && this.#inputOf(features);
      return known && isSame(known, { node, index });
    });
    return relu && this.rewritten({ node: relu, index: 0 });
  }

  #rewriteNode(node: GraphNode): void {
    const inputs = node.inputs.map((input) => this.#inputOf(input));
    const same = inputs.every((input, i) => isSame(input, node.inputs[i]));
    let result: Output = { node: same ? node : makeNode({ ...node, inputs }), index: 0 };
    for (const rule of this.#rules) {
      const better = rule(result.node, this);
      // One of the inputs stands in the node's place, and has been through the rules already.
      const isInput = better !== undefined && inputs.some((input) => isSame(input, better));
      result = better ?? result;
      if (isInput) break;
    }
    this.#results.set(node, result);
  }

  #inputOf({ node, index }: Output): Output {
    const result = this.#results.get(node) as Output;
    return index === 0 ? result : { node: result.node, index };
  }
}

function isSame(a: Output, b: Output | undefined): boolean {
  return a.node === b?.node && a.index === b.index;
}
