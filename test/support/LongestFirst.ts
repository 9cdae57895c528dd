import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take minutes come first, so that none of them is left to run alone at the end: those of the whole project. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.includes("/test/project/");
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
