/** The data types of TensorFlow's graphs that occur here, by their numbers in types.proto. */
export const DataType = { float32: 1, int32: 3, string: 7, complex64: 8, bool: 10, uint64: 23 } as const;

/** A data type by name: TensorFlow.js' own, and uint64 for the keys of random operations. */
export type DataTypeName = keyof typeof DataType;
