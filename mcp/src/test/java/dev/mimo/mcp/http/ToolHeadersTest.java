package dev.mimo.mcp.http;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.server.GateTools;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ToolHeadersTest {
    private static final ObjectNode SCHEMA = new GateTools().list().getFirst().inputSchema();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Region | Hello                 | {"region":"Hello"}             | true
            Region | =?base64?SGVsbG8=?=   | {"region":"Hello"}             | true
            Region | SGVsbG8=              | {"region":"SGVsbG8="}          | true
            Region | =?base64?SGVsbG8=     | {"region":"=?base64?SGVsbG8="} | true
            Region | =?base64?w6k=?=       | {"region":"é"}                 | true
            Region | ''                    | {"region":""}                  | true
            Region | =?base64??=           | {"region":""}                  | true
            Region | =?base64?SGVsbG8?=    | {"region":"Hello"}             | false
            Region | =?base64?SGVs!!!bG8=?= | {"region":"Hello"}            | false
            Region | =?base64?/w==?=       | {"region":"é"}                 | false
            Region | hello                 | {"region":"Hello"}             | false
            Region |                       | {"region":"Hello"}             | false
            Region |                       | {"region":null}                | true
            Region |                       | {}                             | true
            Region | Hello                 | {}                             | false
            Region | Hello                 | {"region":null}                | false
            Depth  | 42                    | {"depth":42}                   | true
            Depth  | 42.0                  | {"depth":42}                   | true
            Depth  | 42                    | {"depth":42.0}                 | true
            Depth  | 43                    | {"depth":42}                   | false
            Depth  | 1e9999999             | {"depth":42}                   | false
            Depth  | 9007199254740993      | {"depth":9007199254740993}     | true
            Dry    | true                  | {"dry":true}                   | true
            Dry    | True                  | {"dry":true}                   | false
            Zone   | a                     | {"inner":{"zone":"a"}}         | true
            Zone   | b                     | {"inner":{"zone":"a"}}         | false
            Zone   | b                     | {"inner":7}                    | false
            Other  | b                     | {}                             | true
            """)
    void a_marked_argument_is_repeated_in_its_header(String header, @Nullable String value, String arguments,
            boolean agree) {
        RecordedCall call = new RecordedCall("POST", "");
        if (value != null) {
            call.with("Mcp-Param-" + header, value);
        }

        assertThat(agrees(call, Json.parseObject(arguments, JsonLimits.defaults()))).isEqualTo(agree);
    }

    private static boolean agrees(RecordedCall call, ObjectNode arguments) {
        try {
            ToolHeaders.check(call, SCHEMA, arguments);
            return true;
        } catch (RpcException e) {
            assertThat(e.error().code()).isEqualTo(RpcError.HEADER_MISMATCH);
            return false;
        }
    }
}
