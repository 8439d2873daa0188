// SPDX-License-Identifier: Apache-2.0
#include "endpoint/endpointsfile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace streamgauge;

namespace {

const QByteArray fullExample = R"(endpoints:
  - label: Mistral-24B
    url: http://localhost:8000
    model: RedHatAI/Mistral-Small-3.2-24B-Instruct-2506-NVFP4     # empty: asked from the server
    api_key: {env: VLLM_API_KEY}
    headers: {X-Team: "bench: 1"}
    body: {top_k: 1, seed: 1.5, chat_template_kwargs: {thinking: false}, stop: ["a", "1"], user: null}
    hardware: dgx-spark
    http2: true
    deployment: {mode: dual, engine: vLLM, weights_gb: 15, parameters_b: 24, active_parameters_b: 24,
                 quantization: NVFP4, max_num_seqs: 1, max_model_len: 32768, cuda_graphs: false,
                 gpu_memory_utilization: 0.30, flags: --enforce-eager}
  - label: Local
    simulate: mistral-24b
    speed: 20
  - label: Keyring
    url: https://[2001:db8::1]:8443/proxy/v1
    api_key: {keyring: my key}
  - label: Azure
    url: https://example.openai.azure.com/openai/v1
    headers: {api-key: {env: AZURE_KEY}}
    api: responses
)";

Expected<std::vector<Endpoint>> parse(const QByteArray &yaml)
{
    return parseEndpoints(yaml, QStringLiteral("e.yaml"));
}

/// Any text an endpoint may hold, with everything YAML could stumble over.
QString randomText(std::mt19937 &random)
{
    static const QStringList pieces {
        QStringLiteral("a"),        QStringLiteral(": "),   QStringLiteral("#"),    QStringLiteral(" #x"),
        QStringLiteral("'"),        QStringLiteral("\""),   QStringLiteral("\\"),   QStringLiteral("é🚀"),
        QStringLiteral("- "),       QStringLiteral("{"),    QStringLiteral("}"),    QStringLiteral(","),
        QStringLiteral("null"),     QStringLiteral("true"), QStringLiteral("12"),   QStringLiteral("\n"),
        QStringLiteral("\t"),       QStringLiteral("&a"),   QStringLiteral("*a"),   QStringLiteral("%"),
        QStringLiteral("!"),        QStringLiteral("> "),   QStringLiteral("\x01"), QStringLiteral(" "),
        QStringLiteral("no"),       QStringLiteral("~"),    QStringLiteral("="),    QStringLiteral("---"),
        QStringLiteral("http://x"), QStringLiteral("x:")};
    QString text = QStringLiteral("z");
    for (unsigned i = random() % 5; i > 0; --i)
        text += pieces[static_cast<qsizetype>(random() % static_cast<unsigned>(pieces.size()))];
    return random() % 2 ? text : text.mid(1).trimmed().isEmpty() ? text : text.mid(1);
}

Endpoint randomEndpoint(std::mt19937 &random, int index)
{
    const auto maybe = [&random] { return random() % 2 == 0; };
    const auto number = [&random] { return static_cast<double>(random()) / 1e7; };
    Endpoint endpoint;
    endpoint.label = QStringLiteral("%1 %2").arg(randomText(random)).arg(index);
    if (maybe())
        endpoint.url = QStringLiteral("http://host%1:8000/v1").arg(index);
    else
        endpoint.simulation = Simulation {.profile = QStringLiteral("qwen3-32b"), .speed = number() + 1};
    endpoint.model = maybe() ? randomText(random) : QString();
    if (maybe())
        endpoint.apiKey = {.kind = SecretReference::Kind::Environment, .name = QStringLiteral("KEY_%1").arg(index)};
    else if (maybe())
        endpoint.apiKey = {.kind = SecretReference::Kind::Keyring, .name = randomText(random)};
    if (endpoint.apiKey.kind != SecretReference::Kind::None && maybe())
        endpoint.apiKey.header = QStringLiteral("x-api-key");
    if (maybe())
        endpoint.headers = {{QStringLiteral("X-One"), QStringLiteral("a: b # 'c'")}, {QStringLiteral("null"), {}}};
    if (maybe())
        endpoint.body = {{randomText(random), randomText(random)},
                         {QStringLiteral("list"), QJsonArray {1, true, QJsonValue::Null, number(), randomText(random)}},
                         {QStringLiteral("map"), QJsonObject {{QStringLiteral("on"), -0.5}}}};
    endpoint.hardware = maybe() ? randomText(random) : QString();
    endpoint.telemetry.metrics = maybe();
    if (endpoint.telemetry.metrics && maybe())
        endpoint.telemetry.metricsUrl = QStringLiteral("http://box:%1/metrics?a=b:#c").arg(index + 1);
    endpoint.telemetry.gpu = maybe();
    if (endpoint.telemetry.gpu && maybe())
        endpoint.telemetry.gpuCommand = QStringLiteral("ssh box ") + randomText(random);
    else if (endpoint.telemetry.gpu && maybe())
        endpoint.telemetry.dcgmUrl = QStringLiteral("http://box:9400/metrics");
    endpoint.deployment.mode = maybe() ? QStringLiteral("single") : QString();
    endpoint.deployment.engine = maybe() ? randomText(random) : QString();
    endpoint.deployment.flags = maybe() ? randomText(random) : QString();
    if (maybe())
        endpoint.deployment.weightsGb = number();
    if (maybe())
        endpoint.deployment.maxModelLen = 131072;
    if (maybe())
        endpoint.deployment.cudaGraphs = maybe();
    endpoint.api = !endpoint.simulation && maybe() ? Api::Ollama : Api::Chat;
    endpoint.httpVersion = maybe() ? HttpVersion::Http1 : HttpVersion::Http2;
    return endpoint;
}

}

class TestEndpointsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyIsRead()
    {
        const auto endpoints = parse(fullExample);
        QVERIFY2(endpoints, qPrintable(endpoints ? QString() : endpoints.error().toString()));
        QCOMPARE(endpoints->size(), 4u);
        const Endpoint &first = endpoints->at(0);
        QCOMPARE(first.label, QStringLiteral("Mistral-24B"));
        QCOMPARE(first.url, QStringLiteral("http://localhost:8000"));
        QCOMPARE(first.model, QStringLiteral("RedHatAI/Mistral-Small-3.2-24B-Instruct-2506-NVFP4"));
        QCOMPARE(first.apiKey.kind, SecretReference::Kind::Environment);
        QCOMPARE(first.apiKey.name, QStringLiteral("VLLM_API_KEY"));
        QCOMPARE(first.headers.at(0).second, QStringLiteral("bench: 1"));
        const QJsonObject body {
            {QStringLiteral("top_k"), 1},
            {QStringLiteral("seed"), 1.5},
            {QStringLiteral("chat_template_kwargs"), QJsonObject {{QStringLiteral("thinking"), false}}},
            {QStringLiteral("stop"), QJsonArray {QStringLiteral("a"), QStringLiteral("1")}},
            {QStringLiteral("user"), QJsonValue::Null}};
        QCOMPARE(first.body, body);
        QCOMPARE(first.httpVersion, HttpVersion::Http2);
        QCOMPARE(first.deployment.mode, QStringLiteral("dual"));
        QCOMPARE(first.deployment.weightsGb, std::optional(15.0));
        QCOMPARE(first.deployment.maxModelLen, std::optional(32768));
        QCOMPARE(first.deployment.cudaGraphs, std::optional(false));
        QCOMPARE(first.deployment.gpuMemoryUtilization, std::optional(0.3));
        QCOMPARE(first.deployment.flags, QStringLiteral("--enforce-eager"));
        QCOMPARE(endpoints->at(1).simulation->profile, QStringLiteral("mistral-24b"));
        QCOMPARE(endpoints->at(1).simulation->speed, 20.0);
        QCOMPARE(endpoints->at(2).apiKey.kind, SecretReference::Kind::Keyring);
        QVERIFY(endpoints->at(2).api == Api::Chat);
        const Endpoint &azure = endpoints->at(3);
        QVERIFY(azure.headers.empty());
        QCOMPARE(azure.apiKey.name, QStringLiteral("AZURE_KEY"));
        QCOMPARE(azure.apiKey.header, QStringLiteral("api-key"));
        QVERIFY(azure.api == Api::Responses);
    }

    void whatIsWrittenIsReadBackAsItWas()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 400; ++round) {
            std::vector<Endpoint> endpoints;
            for (int i = 0; i < 3; ++i)
                endpoints.push_back(randomEndpoint(random, i));
            const QByteArray yaml = formatEndpoints(endpoints);
            const auto again = parse(yaml);
            QVERIFY2(again, qPrintable(again ? QString() : again.error().toString() + u'\n' + QString::fromUtf8(yaml)));
            QVERIFY2(*again == endpoints, yaml.constData());
            QCOMPARE(formatEndpoints(*again), yaml);
        }
    }

    void telemetryCanBeTurnedOff()
    {
        const auto sourcesOf = [](const QByteArray &telemetry) {
            const auto endpoints =
                parse("endpoints:\n  - {label: A, url: \"http://h\", telemetry: " + telemetry + "}\n");
            return endpoints ? endpoints->at(0).telemetry : TelemetrySources();
        };
        const auto asked = [&](const QByteArray &telemetry) {
            const TelemetrySources sources = sourcesOf(telemetry);
            return std::pair(sources.metrics, sources.gpu);
        };
        QVERIFY(asked("off") == std::pair(false, false));
        QVERIFY(asked("{metrics: off}") == std::pair(false, true));
        QVERIFY(asked("{gpu: off}") == std::pair(true, false));
        QCOMPARE(sourcesOf("{gpu: {command: ssh box nvidia-smi}}").gpuCommand, QStringLiteral("ssh box nvidia-smi"));
    }

    void noEndpointsIsAnEmptyList()
    {
        for (const QByteArray &yaml : {QByteArray(), QByteArray("# none yet\n"), QByteArray("endpoints:\n"),
                                       QByteArray("endpoints: []\n"), formatEndpoints({})})
            QVERIFY2(parse(yaml) && parse(yaml)->empty(), yaml.constData());
    }

    void mistakesAreNamedWithTheirLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("message");

        const auto row = [](const char *name, const char *line, const char *message) {
            QTest::newRow(name) << QByteArray(line) << QString::fromUtf8(message);
        };
        row("a key written out", "api_key: sk-123456", "never written here; use {env: NAME}");
        row("a key written out as a variable's name", "api_key: {env: sk-123456}", "never written here");
        row("two places for a key", "api_key: {env: A, keyring: B}", "either");
        row("a secret header", "headers: {authorization: Bearer x}", "use api_key");
        row("a header's key written out", "headers: {api-key: {env: sk-123456}}", "never written here");
        row("two keys", "headers: {api-key: {env: A}, x-api-key: {env: B}}", "one key");
        row("an interface there is not", "api: grpc", "one of chat, completions, responses, ollama");
        row("a header of two lines", "headers: {X-A: \"a\\r\\nB: c\"}", "one line");
        row("unknown key", "modell: x", "did you mean \"model\"?");
        row("unknown fact", "deployment: {weight_gb: 3}", "did you mean \"weights_gb\"?");
        row("a mode there is not", "deployment: {mode: triple}", "one of single, dual");
        row("impossible share of memory", "deployment: {gpu_memory_utilization: 90}", "from 0 to 1");
        row("both a URL and a simulation", "simulate: llama-70b", "either a \"url\" or \"simulate\"");
        row("speed of a real server", "speed: 2", "for simulated endpoints");
        row("a body that is no map", "body: [1]", "must be a map");
        row("metrics that are no URL", "telemetry: {metrics: box}", "must be a URL such as");
        row("a password for a page", "telemetry: {gpu: {dcgm: \"http://a:b@box/metrics\"}}",
            "no user name or password");
        row("two places for a GPU", "telemetry: {gpu: {dcgm: \"http://box/m\", command: x}}", "or off");
        row("a GPU without a place", "telemetry: {gpu: on}", "must be a map");
        row("a query of one's own", "telemetry: {gpu: {command: nvidia-smi --query-gpu=name}}", "they are added");
        row("http2 as a number", "http2: 2", "true or false");
    }

    void mistakesAreNamedWithTheirLine()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, message);
        const auto endpoints = parse("endpoints:\n  - url: http://h\n    label: A\n    " + line + "\n");
        QVERIFY(!endpoints);
        QVERIFY2(endpoints.error().message.contains(message), qPrintable(endpoints.error().toString()));
        QVERIFY(!endpoints.error().message.contains(QStringLiteral("123456")));
        QVERIFY2(endpoints.error().line == 4 || message.contains(QStringLiteral("\"simulate\"")),
                 qPrintable(endpoints.error().toString()));
    }

    void theSimulatorSpeaksChatOnly()
    {
        const auto endpoints = parse("endpoints:\n  - label: A\n    simulate: llama-70b\n    api: ollama\n");
        QVERIFY(!endpoints);
        QCOMPARE(endpoints.error().line, 4);
    }

    void sameLabelTwiceIsAnError()
    {
        const auto endpoints = parse("endpoints:\n  - {label: A, url: 'http://h'}\n  - {label: A, url: 'http://i'}\n");
        QVERIFY(!endpoints);
        QCOMPARE(endpoints.error().line, 3);
    }

    void savedFileIsLoadedAndAFailedSaveLeavesItAsItWas()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("new/sub/endpoints.yaml"));
        QVERIFY(!loadEndpoints(path));
        QCOMPARE(loadEndpoints(path).error().code, Error::Code::Io);

        const auto endpoints = *parse(fullExample);
        QVERIFY(saveEndpoints(path, endpoints));
        QVERIFY(*loadEndpoints(path) == endpoints);

        const auto refused = saveEndpoints(path + QStringLiteral("/below/a/file.yaml"), {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Error::Code::Io);
        QVERIFY(*loadEndpoints(path) == endpoints);
    }

    void defaultPathIsInTheConfigFolder()
    {
        QStandardPaths::setTestModeEnabled(true);
        QVERIFY(defaultEndpointsPath().endsWith(QStringLiteral("/streamgauge/endpoints.yaml")));
    }

    void baseUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("base"); // or, after "!", part of the error

        const auto row = [](const char *url, const char *base) {
            QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(base);
        };
        row("http://host:8000", "http://host:8000/v1");
        row("http://host:8000/", "http://host:8000/v1");
        row(" http://host:8000/v1 ", "http://host:8000/v1");
        row("http://host:8000/v1//", "http://host:8000/v1");
        row("http://host:8000/v1/chat/completions", "http://host:8000/v1");
        row("http://host:8000/v1/completions", "http://host:8000/v1");
        row("http://host:8000/v1/responses", "http://host:8000/v1");
        row("http://host:11434/api/chat", "http://host:11434/v1");
        row("http://host:11434/api/generate/", "http://host:11434/v1");
        row("https://host/proxy", "https://host/proxy/v1");
        row("https://host/proxy/v1", "https://host/proxy/v1");
        row("https://host/v1beta/openai/", "https://host/v1beta/openai");
        row("http://[::1]:8000", "http://[::1]:8000/v1");
        row("HTTP://Host", "http://host/v1");
        row("", "!empty");
        row("localhost:8000", "!did you mean http://localhost:8000?");
        row("host/v1", "!did you mean http://host/v1?");
        row("user:secret@host", "!did you mean http://host?");
        row("ftp://host", "!not http or https");
        row("http://", "!");
        row("http://host:99999", "!");
        row("http://host:0", "!");
        row("http://ho st", "!");
        row("http://[::1", "!");
        row("http://me:secret@host", "!use api_key");
        row("http://host/v1?key=1", "!remove what stands behind");
    }

    void baseUrls()
    {
        QFETCH(QString, url);
        QFETCH(QString, base);
        const auto normalized = normalizedBaseUrl(url);
        if (!base.startsWith(u'!')) {
            QVERIFY2(normalized, qPrintable(normalized ? QString() : normalized.error().toString()));
            QCOMPARE(*normalized, base);
            return;
        }
        QVERIFY2(!normalized, qPrintable(normalized.value_or(QString())));
        QVERIFY2(normalized.error().message.contains(base.mid(1)), qPrintable(normalized.error().message));
        QVERIFY2(!normalized.error().toString().contains(QStringLiteral("secret")),
                 qPrintable(normalized.error().toString()));
    }

    void credentialsAreTakenOut_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("clean");
        const auto row = [](const char *url, const char *clean) {
            QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(clean);
        };
        row("http://host:8000/v1", "http://host:8000/v1");
        row("http://me:pw@host/v1", "http://host/v1");
        row("http://token@host", "http://host");
        row("http://me:p/w@host:x", "http://host:x");
        row("me:pw@host", "host");
        row("not a url", "not a url");
        row("", "");
    }

    void credentialsAreTakenOut()
    {
        QFETCH(QString, url);
        QFETCH(QString, clean);
        QCOMPARE(withoutCredentials(url), clean);
    }
};

QTEST_GUILESS_MAIN(TestEndpointsFile)

#include "tst_endpointsfile.moc"
