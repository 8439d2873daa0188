// SPDX-License-Identifier: Apache-2.0
#include "runrecords.h"

namespace streamgauge {

namespace {

Suite testSuite()
{
    Suite suite;
    suite.name = QStringLiteral("Speed test");
    suite.description = QStringLiteral("two tests");
    suite.source = QStringLiteral("suite.yaml");
    suite.yaml = QStringLiteral("suite: Speed test\ntests: [] # \"quoted\" \\ ü\n");
    suite.warmup = 2;
    suite.expectations = {{.metric = QStringLiteral("tps"), .atLeast = 12, .atMost = 15},
                          {.metric = QStringLiteral("ttft"), .atLeast = std::nullopt, .atMost = 0.14}};
    Test first;
    first.name = QStringLiteral("Short Prompt");
    first.purpose = QStringLiteral("Baseline latency");
    first.keyMetric = QStringLiteral("ttft");
    first.messages = {{QStringLiteral("system"), QStringLiteral("Be brief.")},
                      {QStringLiteral("user"), QStringLiteral("Hi")}};
    first.maxTokens = 100;
    first.settings.slo = {.ttft = 300ms, .tpot = 50ms, .e2e = std::nullopt};
    first.settings.load = ClosedLoop {.concurrency = {1, 4}};
    Test second;
    second.name = QStringLiteral("Long Prompt");
    second.messages = {{QStringLiteral("user"), QStringLiteral("Tell\nme “all”, 你好 \U0001F600")}};
    second.maxTokens = 512;
    second.settings.repetitions = 5;
    second.settings.temperature = 0.7;
    second.settings.promptCache = PromptCache::Avoid;
    second.settings.load = OpenLoop {.rates = {2.5}, .arrivals = Arrivals::Constant, .duration = 60s};
    suite.tests = {first, second};
    return suite;
}

Endpoint fullEndpoint()
{
    Endpoint endpoint;
    endpoint.label = QStringLiteral("Mistral-24B");
    endpoint.url = QStringLiteral("http://localhost:8000/v1");
    endpoint.model = QStringLiteral("mistralai/Mistral");
    endpoint.apiKey = {SecretReference::Kind::Environment, QStringLiteral("VLLM_KEY"), QStringLiteral("api-key")};
    endpoint.api = Api::Ollama;
    endpoint.headers = {{QStringLiteral("X-Team"), QStringLiteral("a")},
                        {QStringLiteral("X-Team"), QStringLiteral("b")}};
    endpoint.body = {{QStringLiteral("top_k"), 5}};
    endpoint.hardware = QStringLiteral("dgx-spark");
    endpoint.deployment = {.mode = QStringLiteral("dual"),
                           .engine = QStringLiteral("vLLM"),
                           .quantization = QStringLiteral("NVFP4"),
                           .weightsGb = 15,
                           .parametersB = 24,
                           .activeParametersB = 24,
                           .maxNumSeqs = 1,
                           .maxModelLen = 32768,
                           .cudaGraphs = false,
                           .gpuMemoryUtilization = 0.3,
                           .flags = QStringLiteral("--enforce-eager")};
    endpoint.simulation = Simulation {QStringLiteral("mistral-24b"), 10};
    endpoint.httpVersion = HttpVersion::Http2;
    return endpoint;
}

}

RunHeader testHeader()
{
    Endpoint plain;
    plain.label = QStringLiteral("Llama-70B");
    plain.url = QStringLiteral("http://localhost:8001/v1");
    plain.model = QStringLiteral("llama");

    RunHeader header;
    header.id = QStringLiteral("0c1c6e8e-6f0f-4a3c-8d2f-000000000001");
    header.started = QDateTime(QDate(2026, 11, 24), QTime(3, 0, 0, 123), Qt::UTC);
    header.app = QStringLiteral("streamgauge 0.1.0");
    header.title = QStringLiteral("A title");
    header.notes = QStringLiteral("Two\nlines");
    header.tags = {QStringLiteral("a"), QStringLiteral("b")};
    header.simulated = true;
    header.arrivalClock = QStringLiteral("kernel");
    header.host = {{QStringLiteral("os"), QStringLiteral("Debian 12")}};
    header.suite = testSuite();
    header.endpoints = {plain, fullEndpoint()};
    header.engines = {QJsonObject {{QStringLiteral("name"), QStringLiteral("vLLM")}}, QJsonObject()};
    header.order = Order::Together;
    Stage first;
    first.endpoints = {0, 1};
    first.warmup = true;
    first.concurrency = 1;
    Stage second = first;
    second.test = 1;
    second.warmup = false;
    second.together = true;
    second.concurrency = 4;
    header.stages = {first, second};
    return header;
}

RequestRecord testRecord(int endpoint, int test, int repetition, Phase phase)
{
    RequestRecord record;
    record.endpoint = endpoint;
    record.test = test;
    record.repetition = repetition;
    record.phase = phase;
    record.scheduled = 1ms;
    record.sent = 1ms;
    record.headers = 50ms;
    record.firstFrame = 60ms;
    record.firstToken = 101ms;
    record.firstAnswerToken = 101ms;
    record.lastToken = 411ms;
    record.end = 411ms;
    record.promptTokens = 20;
    record.outputTokens = 4;
    record.evidence = TokenEvidence::Usage;
    record.chunkGaps_us = {100000, 110000, 100000};
    record.chunks = 4;
    record.finish = QStringLiteral("stop");
    record.status = 200;
    record.text = QStringLiteral("One two “three” four\n");
    return record;
}

RequestRecord failedRecord(int endpoint, int test, int repetition)
{
    RequestRecord record = testRecord(endpoint, test, repetition, Phase::Measured);
    record.lastToken = 201ms;
    record.end = 201ms;
    record.chunkGaps_us = {100000};
    record.chunks = 2;
    record.finish.clear();
    record.reasoning = QStringLiteral("hm");
    record.error = RequestError {.kind = QStringLiteral("truncated"),
                                 .message = QStringLiteral("The stream ended without a finish reason."),
                                 .body = QStringLiteral("<html>")};
    return record;
}

RequestRecord answer(RunTime sent, nanoseconds ttft, int tokens, nanoseconds perToken)
{
    RequestRecord record = testRecord(0, 0, 0, Phase::Measured);
    record.scheduled = sent;
    record.sent = sent;
    record.headers = record.firstFrame = record.firstToken = record.firstAnswerToken = sent + ttft;
    record.lastToken = record.end = sent + ttft + (tokens - 1) * perToken;
    record.outputTokens = tokens;
    record.chunks = tokens;
    record.chunkGaps_us.assign(std::size_t(tokens - 1), std::uint32_t(duration_cast<microseconds>(perToken).count()));
    return record;
}

Run cleanRun(int repetitions)
{
    Test test;
    test.name = QStringLiteral("Long answers");
    test.keyMetric = QStringLiteral("tps");
    test.messages = {{QStringLiteral("user"), QStringLiteral("Tell me about bridges.")}};
    test.maxTokens = 512;
    Endpoint endpoint;
    endpoint.label = QStringLiteral("Mistral-24B");
    endpoint.url = QStringLiteral("http://localhost:8000/v1");
    endpoint.model = QStringLiteral("mistral");
    Stage warmup;
    warmup.endpoints = {0};
    warmup.warmup = true;
    warmup.concurrency = 1;
    Run run;
    run.header.id = QStringLiteral("clean");
    run.header.started = QDateTime(QDate(2026, 11, 24), QTime(3, 0), Qt::UTC);
    run.header.suite.name = QStringLiteral("Clean");
    run.header.suite.tests = {test};
    run.header.endpoints = {endpoint};
    run.header.engines = {QJsonObject()};
    run.header.stages = {warmup};
    run.requests = {answer(0ms, 302ms, 200, 20ms)};
    run.requests.front().phase = Phase::Cold;
    run.header.stages.push_back(warmup);
    run.header.stages.back().warmup = false;
    for (int i = 0; i < repetitions; ++i) {
        const int jitter = i * 7 % 5 - 2; // no trend
        RequestRecord record = answer(*run.requests.back().end + 1ms, 300ms + jitter * 3ms, 200, 20ms + jitter * 100us);
        record.stage = 1;
        record.repetition = i;
        run.requests.push_back(record);
    }
    run.end = RunEnd {.at = *run.requests.back().end, .outcome = Outcome::Completed};
    return run;
}

void addTest(Run &run, const QString &name, const std::vector<nanoseconds> &ttfts, int concurrency)
{
    Test test = run.header.suite.tests.front();
    test.name = name;
    Stage stage = run.header.stages.back();
    stage.test = int(run.header.suite.tests.size());
    stage.concurrency = concurrency;
    run.header.suite.tests.push_back(test);
    run.header.stages.push_back(stage);
    RunTime sent = *run.requests.back().end + 1ms;
    int repetition = 0;
    for (const nanoseconds ttft : ttfts) {
        RequestRecord record = answer(sent, ttft, 200, 20ms);
        record.test = stage.test;
        record.stage = int(run.header.stages.size()) - 1;
        record.repetition = repetition++;
        run.requests.push_back(record);
        if (repetition % concurrency == 0)
            sent = *record.end + 1ms;
    }
    run.end->at = *run.requests.back().end;
}

}
