import protobuf from "protobufjs";

/**
 * The part of TensorFlow's protocol buffers that a graph in a SavedModel needs, with the numbers of the fields in
 * saved_model.proto, meta_graph.proto, graph.proto, node_def.proto, attr_value.proto, tensor.proto, tensor_shape.proto
 * and versions.proto. Enumerations stand as int32, which have the same bytes.
 */
const schema = `
  syntax = "proto3";
  message Dim { int64 size = 1; }
  message TensorShape { repeated Dim dim = 2; }
  message Tensor { int32 dtype = 1; TensorShape tensor_shape = 2; bytes tensor_content = 4; }
  message ListValue { repeated int64 i = 3; repeated int32 type = 6; }
  message AttrValue {
    oneof value {
      ListValue list = 1; bytes s = 2; int64 i = 3; float f = 4; bool b = 5; int32 type = 6; TensorShape shape = 7;
      Tensor tensor = 8;
    }
  }
  message NodeDef { string name = 1; string op = 2; repeated string input = 3; map<string, AttrValue> attr = 5; }
  message VersionDef { int32 producer = 1; }
  message GraphDef { repeated NodeDef node = 1; VersionDef versions = 4; }
  message MetaInfoDef { repeated string tags = 4; }
  message MetaGraphDef { MetaInfoDef meta_info_def = 1; GraphDef graph_def = 2; }
  message SavedModel { int64 saved_model_schema_version = 1; repeated MetaGraphDef meta_graphs = 2; }
`;

/** The message that a SavedModel's one file holds. */
export const SavedModel: protobuf.Type = protobuf.parse(schema).root.lookupType("SavedModel");
