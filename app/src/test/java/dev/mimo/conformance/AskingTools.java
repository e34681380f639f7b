package dev.mimo.conformance;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static dev.mimo.conformance.Fixture.NO_ARGUMENTS;
import static dev.mimo.conformance.Fixture.ask;
import static dev.mimo.conformance.Fixture.field;
import static dev.mimo.conformance.Fixture.form;
import static dev.mimo.conformance.Fixture.said;
import static dev.mimo.conformance.Fixture.sample;
import static dev.mimo.conformance.Fixture.told;
import static dev.mimo.conformance.Fixture.tool;

/// Tools that ask the client: its user, its model, its folders.
final class AskingTools {
    private static final String TEXT = "{'type':'object','properties':{'%1$s':{'type':'string'}},'required':['%1$s']}";
    private static final String OK = "{'type':'object','properties':{'ok':{'type':'boolean'}},'required':['ok']}";
    static final InputRequest NAME = form("What is your name?", TEXT.formatted("name"));
    private static final String DEFAULTS =
            """
                            {'type':'object','properties':{\
                            'name':{'type':'string','description':'Name','default':'John Doe'},\
                            'age':{'type':'integer','description':'Age','default':30},\
                            'score':{'type':'number','description':'Score','default':95.5},\
                            'status':{'type':'string','description':'Status','enum':['active','inactive','pending'],\
                    'default':'active'},\
                            'verified':{'type':'boolean','description':'Verified','default':true}}}""";
    private static final String ENUMS = """
            {'type':'object','properties':{\
            'untitledSingle':{'type':'string','enum':['option1','option2','option3']},\
            'titledSingle':{'type':'string','oneOf':[{'const':'value1','title':'First Option'},\
            {'const':'value2','title':'Second Option'},{'const':'value3','title':'Third Option'}]},\
            'legacyEnum':{'type':'string','enum':['opt1','opt2','opt3'],\
            'enumNames':['Option One','Option Two','Option Three']},\
            'untitledMulti':{'type':'array','items':{'type':'string','enum':['option1','option2','option3']}},\
            'titledMulti':{'type':'array','items':{'anyOf':[{'const':'value1','title':'First Choice'},\
            {'const':'value2','title':'Second Choice'},{'const':'value3','title':'Third Choice'}]}}}}""";

    private AskingTools() {}

    static List<Tool> all() {
        return List.of(
                tool("test_sampling",
                        "{'type':'object','properties':{'prompt':{'type':'string'}},'required':['prompt']}",
                        (arguments, context) -> said("LLM response: "
                                + told(ask(context, "sample", sample(arguments.path("prompt").asString(), 100))))),
                tool("test_elicitation",
                        "{'type':'object','properties':{'message':{'type':'string'}},'required':['message']}",
                        (arguments, context) -> said("User response: " + told(ask(context, "user",
                                form(arguments.path("message").asString(), "{'type':'object','properties':{"
                                        + "'username':{'type':'string','description':'Name of the user'},"
                                        + "'email':{'type':'string','description':'Address of the user'}},"
                                        + "'required':['username','email']}"))))),
                asking("test_elicitation_sep1034_defaults", "form", form("Please check these", DEFAULTS)),
                asking("test_elicitation_sep1330_enums", "form", form("Please choose", ENUMS)),
                needing(asking("test_missing_capability", "sample", sample("Is anybody there?", 20)), InputKind.SAMPLE),
                asking("test_streaming_elicitation", "user_name", NAME),
                tool("test_input_required_result_elicitation", NO_ARGUMENTS,
                        (_, context) -> said("Hello, " + field(ask(context, "user_name", NAME), "name") + "!")),
                asking("test_input_required_result_sampling", "capital_question",
                        sample("What is the capital of France?", 100)),
                asking("test_input_required_result_list_roots", "client_roots", new InputRequest.Roots()),
                confirming("test_input_required_result_request_state"),
                confirming("test_input_required_result_tampered_state"),
                tool("test_input_required_result_multiple_inputs", NO_ARGUMENTS, (_, context) -> several(context)),
                tool("test_input_required_result_multi_round", NO_ARGUMENTS, (_, context) -> rounds(context)),
                tool("test_input_required_result_capabilities", NO_ARGUMENTS, (_, context) -> whatItCan(context)));
    }

    private static Tool asking(String name, String key, InputRequest ask) {
        return tool(name, NO_ARGUMENTS, (_, context) -> said("Answered: " + told(ask(context, key, ask))));
    }

    private static Tool needing(Tool tool, InputKind kind) {
        return new Tool(tool.definition().needing(kind), tool.call());
    }

    private static Tool confirming(String name) {
        return tool(name, NO_ARGUMENTS, (_, context) -> said("state-ok: "
                + told(ask(context, "confirm", form("Please confirm", OK)))));
    }

    private static ToolResult several(CallContext context) throws InterruptedException {
        Map<String, InputRequest> asks = new LinkedHashMap<>();
        asks.put("user_name", NAME);
        asks.put("greeting", sample("Generate a greeting", 50));
        asks.put("client_roots", new InputRequest.Roots());
        Map<String, InputResponse> answers = context.ask(asks);
        return said("Answered: " + answers.values().stream().map(Fixture::told).toList());
    }

    private static ToolResult rounds(CallContext context) throws InterruptedException {
        String name = field(ask(context, "step1", form("Step 1: What is your name?", TEXT.formatted("name"))), "name");
        String color = field(ask(context, "step2",
                form("Step 2: What is your favorite color?", TEXT.formatted("color"))), "color");
        return said(name + " likes " + color);
    }

    private static ToolResult whatItCan(CallContext context) throws InterruptedException {
        Map<String, InputRequest> asks = new LinkedHashMap<>();
        if (context.canAsk(InputKind.FORM)) {
            asks.put("user_name", NAME);
        }
        if (context.canAsk(InputKind.SAMPLE)) {
            asks.put("greeting", sample("Generate a greeting", 50));
        }
        return said("Answered: " + context.ask(asks).keySet());
    }
}
