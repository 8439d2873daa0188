// SPDX-License-Identifier: Apache-2.0
#include "suite/settingsreader.h"

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int maxTokens = 10'000'000;
constexpr int maxRepetitions = 100'000;
constexpr int maxConcurrency = 10'000;
constexpr int maxSweepLevels = 100;
constexpr double maxRate = 100'000;
constexpr double maxRequests = 1'000'000;
constexpr int maxColdRepetitions = 1'000; // each is a line of the run's header

const QLatin1String coldKey("cold");

/// One number or a list of different ones.
template<typename Number>
std::vector<Number> readLevels(const YamlValue &value, QLatin1String name, Number (*readOne)(const YamlValue &))
{
    if (value.kind != YamlValue::Kind::List)
        return {readOne(value)};
    std::vector<Number> levels;
    for (const auto &item : readList(value, name, maxSweepLevels).items) {
        const Number level = readOne(*item);
        if (std::find(levels.begin(), levels.end(), level) != levels.end())
            throw SchemaError {item->line, QStringLiteral("\"%1\" has %2 twice").arg(name).arg(level)};
        levels.push_back(level);
    }
    return levels;
}

int readLevelOfConcurrency(const YamlValue &value)
{
    return readInteger(value, QLatin1String("concurrency"), 1, maxConcurrency);
}

double readRate(const YamlValue &value)
{
    constexpr double minRate = 0.001;
    return readNumber(value, QLatin1String("rate"), minRate, maxRate);
}

ClosedLoop readClosedLoop(const YamlMap &map, const YamlValue &concurrency)
{
    ClosedLoop loop;
    loop.concurrency = readLevels<int>(concurrency, QLatin1String("concurrency"), &readLevelOfConcurrency);
    if (const YamlValue *duration = map.find(QLatin1String("duration")))
        loop.duration = readDuration(*duration, QLatin1String("duration"));
    if (const YamlValue *ramp = map.find(QLatin1String("ramp")))
        loop.rampUp = readDuration(*ramp, QLatin1String("ramp"));
    for (const auto name : {QLatin1String("arrivals"), QLatin1String("burstiness"), QLatin1String("max_concurrency")})
        if (const YamlValue *useless = map.find(name))
            throw SchemaError {useless->line, QStringLiteral("\"%1\" needs a \"rate\" beside it").arg(name)};
    return loop;
}

void readRates(const YamlValue &value, OpenLoop &loop)
{
    if (value.kind != YamlValue::Kind::Map) {
        loop.rates = readLevels<double>(value, QLatin1String("rate"), &readRate);
        return;
    }
    const YamlMap ramp(value, QStringLiteral("\"rate\""), {QLatin1String("from"), QLatin1String("to")});
    loop.rates = {readRate(ramp.require(QLatin1String("from")))};
    loop.rampTo = readRate(ramp.require(QLatin1String("to")));
}

void readArrivals(const YamlMap &map, OpenLoop &loop)
{
    if (const YamlValue *arrivals = map.find(QLatin1String("arrivals"))) {
        const QStringList choices {toString(Arrivals::Constant), toString(Arrivals::Poisson),
                                   toString(Arrivals::Gamma)};
        loop.arrivals = *arrivalsFromString(readChoice(*arrivals, QLatin1String("arrivals"), choices));
    }
    if (const YamlValue *burstiness = map.find(QLatin1String("burstiness"))) {
        if (loop.arrivals != Arrivals::Gamma)
            throw SchemaError {burstiness->line, QStringLiteral("\"burstiness\" needs \"arrivals: gamma\" beside it")};
        constexpr double least = 0.01;
        loop.burstiness = readNumber(*burstiness, QLatin1String("burstiness"), least, 1000);
    }
}

/// A plan is made in advance, so it must have an end that memory can hold.
void checkRequestCount(const OpenLoop &loop, const YamlValue &duration)
{
    for (const double rate : loop.rates) {
        const double mean = loop.rampTo ? (rate + *loop.rampTo) / 2 : rate;
        const double requests = mean * toSeconds(*loop.duration);
        if (requests < 1 || requests > maxRequests)
            throw SchemaError {duration.line,
                               QStringLiteral("a rate of %1 for %2 is %3 requests; it must be 1 to 1,000,000")
                                   .arg(mean)
                                   .arg(duration.text)
                                   .arg(requests)};
    }
}

OpenLoop readOpenLoop(const YamlMap &map, const YamlValue &rate)
{
    OpenLoop loop;
    readRates(rate, loop);
    readArrivals(map, loop);
    if (const YamlValue *limit = map.find(QLatin1String("max_concurrency")))
        loop.maxConcurrency = readInteger(*limit, QLatin1String("max_concurrency"), 1, maxConcurrency);
    if (const YamlValue *ramp = map.find(QLatin1String("ramp")))
        throw SchemaError {
            ramp->line, QStringLiteral("\"ramp\" is for a concurrency; a rate grows with \"rate: {from: 1, to: 10}\"")};
    if (const YamlValue *duration = map.find(QLatin1String("duration"))) {
        loop.duration = readDuration(*duration, QLatin1String("duration"));
        checkRequestCount(loop, *duration);
    } else if (loop.rampTo) {
        throw SchemaError {rate.line, QStringLiteral("a rate that grows needs a \"duration\" beside it, such as 60s")};
    }
    return loop;
}

void readObjective(const YamlMap &map, QLatin1String name, std::optional<nanoseconds> &objective)
{
    if (const YamlValue *value = map.find(name))
        objective = readDuration(*value, name);
}

std::optional<ColdPreparation> readCold(const YamlValue &value)
{
    const QString text = value.kind == YamlValue::Kind::Scalar ? value.text.trimmed() : QString();
    if (text == u"no" || text == u"false" || text == u"off")
        return std::nullopt;
    if (text == u"reset")
        return ColdPreparation {};
    if (!parseDuration(text))
        throw SchemaError {value.line,
                           QStringLiteral("\"cold\" is a time to wait before each repetition, such as 90s, or reset: "
                                          "the endpoint's cache is then reset before each")};
    return ColdPreparation {.wait = readDuration(value, coldKey)};
}

}

Load readLoad(const YamlValue &value)
{
    const YamlMap map(value, QStringLiteral("\"load\""),
                      {QLatin1String("concurrency"), QLatin1String("rate"), QLatin1String("arrivals"),
                       QLatin1String("burstiness"), QLatin1String("duration"), QLatin1String("ramp"),
                       QLatin1String("max_concurrency")});
    const YamlValue *concurrency = map.find(QLatin1String("concurrency"));
    const YamlValue *rate = map.find(QLatin1String("rate"));
    if (concurrency && rate)
        throw SchemaError {rate->line,
                           QStringLiteral("\"load\" has both a concurrency and a rate; it can be one "
                                          "(a limit for a rate is \"max_concurrency\")")};
    if (rate)
        return readOpenLoop(map, *rate);
    if (!concurrency)
        throw SchemaError {map.line(), QStringLiteral("\"load\" needs \"concurrency\" or \"rate\"")};
    return readClosedLoop(map, *concurrency);
}

TestSettings readSettings(const YamlMap &map, TestSettings inherited)
{
    TestSettings settings = std::move(inherited);
    if (const YamlValue *value = map.find(QLatin1String("repetitions")))
        settings.repetitions = readInteger(*value, QLatin1String("repetitions"), 1, maxRepetitions);
    if (const YamlValue *value = map.find(QLatin1String("temperature")))
        settings.temperature = readNumber(*value, QLatin1String("temperature"), 0, 100);
    if (const YamlValue *value = map.find(QLatin1String("load")))
        settings.load = readLoad(*value);
    if (const YamlValue *value = map.find(QLatin1String("stop_at_saturation")))
        settings.stopAtSaturation = readBool(*value, QLatin1String("stop_at_saturation"));
    if (const YamlValue *value = map.find(QLatin1String("prompt_cache"))) {
        const QStringList choices {QStringLiteral("allow"), QStringLiteral("avoid")};
        const QString chosen = readChoice(*value, QLatin1String("prompt_cache"), choices);
        settings.promptCache = chosen == choices.first() ? PromptCache::Allow : PromptCache::Avoid;
    }
    if (const YamlValue *value = map.find(coldKey))
        settings.cold = readCold(*value);
    if (const YamlValue *value = map.find(QLatin1String("ignore_eos")))
        settings.ignoreEos = readBool(*value, QLatin1String("ignore_eos"));
    if (const YamlValue *value = map.find(QLatin1String("min_tokens")))
        settings.minTokens = readInteger(*value, QLatin1String("min_tokens"), 0, maxTokens);
    if (const YamlValue *value = map.find(QLatin1String("slo"))) {
        const YamlMap slo(*value, QStringLiteral("\"slo\""),
                          {QLatin1String("ttft"), QLatin1String("tpot"), QLatin1String("e2e")});
        readObjective(slo, QLatin1String("ttft"), settings.slo.ttft);
        readObjective(slo, QLatin1String("tpot"), settings.slo.tpot);
        readObjective(slo, QLatin1String("e2e"), settings.slo.e2e);
    }
    return settings;
}

void checkCold(const YamlMap &map, const TestSettings &settings)
{
    if (!settings.cold)
        return;
    const YamlValue *load = map.find(QLatin1String("load"));
    const YamlValue *own = load ? load : map.find(coldKey);
    const int line = own ? own->line : map.line();
    const auto *closed = std::get_if<ClosedLoop>(&settings.load);
    if (!closed || closed->concurrency != std::vector {1} || closed->duration)
        throw SchemaError {line,
                           QStringLiteral("cold requests are sent one by one: a test with \"cold\" needs "
                                          "\"load: {concurrency: 1}\", without a rate, a sweep or a duration; "
                                          "\"cold: no\" makes its requests warm")};
    if (settings.repetitions > maxColdRepetitions)
        throw SchemaError {line,
                           QStringLiteral("%1 repetitions are too many for cold requests; at most %2 are possible")
                               .arg(settings.repetitions)
                               .arg(maxColdRepetitions)};
}

}
