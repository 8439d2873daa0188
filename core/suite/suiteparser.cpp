// SPDX-License-Identifier: Apache-2.0
#include "suite/suiteparser.h"

#include "suite/expectationsreader.h"
#include "suite/plan.h"
#include "suite/settingsreader.h"

#include <QDir>
#include <QFileInfo>

#include <map>

namespace streamgauge {

namespace {

constexpr int maxWarmup = 10'000;
constexpr int maxTokens = 10'000'000;
constexpr int leastPromptTokens = 64; // the first line and a chat template need some
constexpr int mostPromptTokens = 2'000'000;
constexpr int maxSeed = 2'147'483'647;
constexpr std::size_t maxTests = 1'000;
constexpr std::size_t maxMessages = 10'000;
constexpr double maxRequests = 1'000'000;

const QLatin1String promptKey("prompt");
const QLatin1String messagesKey("messages");
const QLatin1String promptFileKey("prompt_file");
const QLatin1String promptTokensKey("prompt_tokens");
const QLatin1String datasetKey("dataset");

Message readMessage(const YamlValue &value)
{
    const YamlMap map(value, QStringLiteral("a message"), {QLatin1String("role"), QLatin1String("content")});
    const QStringList roles {QStringLiteral("system"), QStringLiteral("user"), QStringLiteral("assistant")};
    return {.role = readChoice(map.require(QLatin1String("role")), QLatin1String("role"), roles),
            .content = readText(map.require(QLatin1String("content")), QLatin1String("content"))};
}

Message userMessage(const QString &content)
{
    return {.role = QStringLiteral("user"), .content = content};
}

/// The file's text as it is. A relative name is looked for beside the suite.
Message readPromptFile(const YamlValue &value, const QString &source)
{
    const QString path = QFileInfo(source).dir().filePath(readText(value, promptFileKey));
    const auto text = readTextFile(path);
    if (!text)
        throw SchemaError {value.line, QStringLiteral("prompt_file %1").arg(text.error().toString())};
    if (!text->isValidUtf8())
        throw SchemaError {value.line, QStringLiteral("prompt_file %1: not UTF-8 text").arg(path)};
    const QString prompt = QString::fromUtf8(*text);
    if (prompt.trimmed().isEmpty())
        throw SchemaError {value.line, QStringLiteral("prompt_file %1 is empty").arg(path)};
    return userMessage(prompt);
}

/// `dataset: prompts.jsonl` or `dataset: {file: prompts.jsonl, output_lengths: ignore}`. The file is read before a run;
/// here it has to be there.
Dataset readDataset(const YamlValue &value, const QString &source)
{
    Dataset dataset;
    const YamlValue *file = &value;
    if (value.kind == YamlValue::Kind::Map) {
        const QLatin1String lengthsKey("output_lengths");
        const YamlMap map(value, QStringLiteral("\"dataset\""), {QLatin1String("file"), lengthsKey});
        file = &map.require(QLatin1String("file"));
        const QStringList choices {QStringLiteral("file"), QStringLiteral("ignore")};
        if (const YamlValue *lengths = map.find(lengthsKey))
            dataset.outputLengths = readChoice(*lengths, lengthsKey, choices) == choices.first();
    }
    dataset.file = readText(*file, datasetKey);
    dataset.path = QFileInfo(source).dir().filePath(dataset.file);
    if (const QFileInfo info(dataset.path); !info.isFile() || !info.isReadable())
        throw SchemaError {file->line,
                           QStringLiteral("dataset %1: %2")
                               .arg(dataset.path,
                                    info.exists() ? QStringLiteral("is not a file that can be read")
                                                  : QStringLiteral("there is no such file"))};
    return dataset;
}

std::vector<Message> readMessages(const YamlMap &map, const QString &source)
{
    const YamlValue *given = nullptr;
    for (const auto key : {promptKey, messagesKey, promptFileKey, datasetKey}) {
        const YamlValue *value = map.find(key);
        if (value && given)
            throw SchemaError {value->line,
                               QStringLiteral("a test has one of prompt, messages, prompt_file and dataset, not two")};
        given = value ? value : given;
    }
    const bool isMade = map.find(promptTokensKey) != nullptr;
    if (!given && isMade)
        return {};
    if (given && isMade && given != map.find(promptKey))
        throw SchemaError {given->line,
                           QStringLiteral("beside prompt_tokens there can be a prompt, with which the made text "
                                          "begins, but no messages, prompt_file or dataset")};
    if (!given)
        throw SchemaError {
            map.line(), QStringLiteral("a test needs a prompt, messages, a prompt_file, prompt_tokens or a dataset")};
    if (given == map.find(datasetKey))
        return {};
    if (given == map.find(promptKey))
        return {userMessage(readText(*given, promptKey))};
    if (given == map.find(promptFileKey))
        return {readPromptFile(*given, source)};
    std::vector<Message> messages;
    for (const auto &item : readList(*given, messagesKey, maxMessages).items)
        messages.push_back(readMessage(*item));
    return messages;
}

/// What a suite says for all its tests.
struct Inherited
{
    TestSettings settings;
    bool saysPromptCache = false;
    QString source;
};

/// A test of prefill that is answered from the cache measures nothing; a dataset's prompts are the same in each step of
/// a sweep and in the next run.
PromptCache defaultPromptCache(const Test &test, const Inherited &inherited)
{
    const bool mustPrefill = (test.keyMetric == u"prefill" || test.dataset) && !inherited.saysPromptCache;
    return mustPrefill ? PromptCache::Avoid : inherited.settings.promptCache;
}

void checkMinTokens(const YamlMap &map, const Test &test)
{
    if (test.settings.minTokens <= test.maxTokens)
        return;
    const YamlValue *own = map.find(QLatin1String("min_tokens"));
    throw SchemaError {own ? own->line : map.line(),
                       QStringLiteral("\"min_tokens\" is %1, more than the test's \"max_tokens\" of %2")
                           .arg(test.settings.minTokens)
                           .arg(test.maxTokens)};
}

Test readTest(const YamlValue &value, const Inherited &inherited)
{
    const YamlMap map(value, QStringLiteral("a test"),
                      {QLatin1String("name"), QLatin1String("purpose"), QLatin1String("key_metric"), promptKey,
                       messagesKey, promptFileKey, promptTokensKey, datasetKey, QLatin1String("max_tokens"),
                       QLatin1String("repetitions"), QLatin1String("temperature"), QLatin1String("load"),
                       QLatin1String("prompt_cache"), QLatin1String("cold"), QLatin1String("slo"),
                       QLatin1String("stop_at_saturation"), QLatin1String("ignore_eos"), QLatin1String("min_tokens")});
    Test test;
    test.name = readText(map.require(QLatin1String("name")), QLatin1String("name")).trimmed();
    test.purpose = readTextOr(map, QLatin1String("purpose"), {});
    if (const YamlValue *metric = map.find(QLatin1String("key_metric")))
        test.keyMetric = readChoice(
            *metric, QLatin1String("key_metric"),
            {QStringLiteral("ttft"), QStringLiteral("total_time"), QStringLiteral("tps"), QStringLiteral("prefill")});
    test.messages = readMessages(map, inherited.source);
    if (const YamlValue *dataset = map.find(datasetKey))
        test.dataset = readDataset(*dataset, inherited.source);
    if (const YamlValue *length = map.find(promptTokensKey))
        test.promptTokens = readInteger(*length, promptTokensKey, leastPromptTokens, mostPromptTokens);
    test.maxTokens = readInteger(map.require(QLatin1String("max_tokens")), QLatin1String("max_tokens"), 1, maxTokens);
    TestSettings settings = inherited.settings;
    settings.promptCache = defaultPromptCache(test, inherited);
    test.settings = readSettings(map, std::move(settings));
    checkMinTokens(map, test);
    checkCold(map, test.settings);
    return test;
}

std::vector<Test> readTests(const YamlValue &value, const Inherited &inherited)
{
    std::vector<Test> tests;
    std::map<QString, int> lines;
    for (const auto &item : readList(value, QLatin1String("tests"), maxTests).items) {
        tests.push_back(readTest(*item, inherited));
        const auto [first, isNew] = lines.emplace(tests.back().name, item->line);
        if (!isNew)
            throw SchemaError {item->line,
                               QStringLiteral("a second test \"%1\"; the first is in line %2")
                                   .arg(tests.back().name.left(40))
                                   .arg(first->second)};
    }
    return tests;
}

Suite readSuite(const YamlValue &root, const QString &source)
{
    const YamlMap map(root, QStringLiteral("a suite"),
                      {QLatin1String("suite"), QLatin1String("description"), QLatin1String("warmup"),
                       QLatin1String("seed"), QLatin1String("repetitions"), QLatin1String("temperature"),
                       QLatin1String("load"), QLatin1String("prompt_cache"), QLatin1String("cold"),
                       QLatin1String("slo"), QLatin1String("stop_at_saturation"), QLatin1String("ignore_eos"),
                       QLatin1String("min_tokens"), QLatin1String("expect"), QLatin1String("tests")});
    Suite suite;
    suite.name = readText(map.require(QLatin1String("suite")), QLatin1String("suite")).trimmed();
    suite.description = readTextOr(map, QLatin1String("description"), {});
    if (const YamlValue *warmup = map.find(QLatin1String("warmup")))
        suite.warmup = readInteger(*warmup, QLatin1String("warmup"), 0, maxWarmup);
    if (const YamlValue *seed = map.find(QLatin1String("seed")))
        suite.seed = static_cast<quint32>(readInteger(*seed, QLatin1String("seed"), 0, maxSeed));
    suite.defaults = readSettings(map, {});
    if (const YamlValue *expect = map.find(QLatin1String("expect")))
        suite.expectations = readExpectations(*expect, ExpectationSource::Suite);
    const bool saysPromptCache = map.find(QLatin1String("prompt_cache")) != nullptr;
    suite.tests = readTests(map.require(QLatin1String("tests")),
                            {.settings = suite.defaults, .saysPromptCache = saysPromptCache, .source = source});
    if (const double requests = expectedRequests(suite); requests > maxRequests)
        throw SchemaError {
            1,
            QStringLiteral("the suite asks for about %1 requests of each endpoint; 1,000,000 are possible")
                .arg(requests, 0, 'f', 0)};
    return suite;
}

}

Expected<Suite> parseSuite(const QByteArray &yaml, const QString &source)
{
    const auto root = parseYaml(yaml, source);
    if (!root)
        return std::unexpected(root.error());
    try {
        Suite suite = readSuite(*root, source);
        suite.source = source;
        suite.yaml = QString::fromUtf8(yaml);
        return suite;
    } catch (const SchemaError &e) {
        return std::unexpected(Error {Error::Code::Schema, e.message, source, e.line});
    }
}

}
