// SPDX-License-Identifier: Apache-2.0
#include "base/jsonwriter.h"
#include "compare/differences.h"
#include "compare/expectations.h"
#include "report/jsontelemetry.h"
#include "report/report.h"
#include "runfile/run.h"

namespace streamgauge {

namespace {

void writeStatistics(JsonWriter &json, QLatin1String key, const Statistics &s)
{
    json.beginObject(key);
    json.add(QLatin1String("mean"), s.mean);
    json.add(QLatin1String("median"), s.median);
    json.add(QLatin1String("p90"), s.p90);
    json.add(QLatin1String("p95"), s.p95);
    json.add(QLatin1String("p99"), s.p99);
    json.add(QLatin1String("min"), s.min);
    json.add(QLatin1String("max"), s.max);
    json.add(QLatin1String("stddev"), s.standardDeviation);
    json.add(QLatin1String("n"), static_cast<std::int64_t>(s.count));
    json.beginArray(QLatin1String("ci95"));
    json.add({}, s.ci95Low);
    json.add({}, s.ci95High);
    json.endArray();
    json.endObject();
}

void writeMetrics(JsonWriter &json, const MetricTable &table)
{
    for (const auto &[metric, s] : table)
        writeStatistics(json, info(metric).id, s);
}

void writeTable(JsonWriter &json, QLatin1String key, const MetricTable &table)
{
    json.beginObject(key);
    writeMetrics(json, table);
    json.endObject();
}

void writeTests(JsonWriter &json, const SeriesSummary &series, ColdRequests cold)
{
    json.beginArray(QLatin1String("tests"));
    for (const TestSummary &test : series.tests) {
        json.beginObject();
        json.add(QLatin1String("name"), test.name);
        if (isColdOnly(test))
            json.add(QLatin1String("cold"), true);
        writeMetrics(json, ofTest(test, cold));
        json.endObject();
    }
    json.endArray();
}

void writeLoad(JsonWriter &json, const LoadSummary &load)
{
    json.beginObject(QLatin1String("load"));
    json.add(QLatin1String("wall_time_s"), load.wallTime_s);
    json.add(QLatin1String("output_tokens_per_s"), load.outputTokensPerSecond);
    json.add(QLatin1String("requests_per_s"), load.requestsPerSecond);
    json.add(QLatin1String("goodput_per_s"), load.goodput);
    json.add(QLatin1String("good_share"), load.goodShare);
    json.endObject();
}

void writePercentiles(JsonWriter &json, const std::optional<Percentiles> &tpot_s)
{
    if (!tpot_s)
        return;
    json.beginObject(QLatin1String("tpot_s"));
    json.add(QLatin1String("median"), tpot_s->p50);
    json.add(QLatin1String("p95"), tpot_s->p95);
    json.add(QLatin1String("p99"), tpot_s->p99);
    json.endObject();
}

void writeStages(JsonWriter &json, const SeriesSummary &series)
{
    json.beginArray(QLatin1String("stages"));
    for (const StageSummary &stage : series.stages) {
        json.beginObject();
        json.add(QLatin1String("test"), stage.test);
        json.add(QLatin1String("concurrency"), stage.concurrency);
        json.add(QLatin1String("rate"), stage.requestsPerSecond);
        json.add(QLatin1String("together"), stage.together);
        json.add(QLatin1String("completed"), stage.completed);
        json.add(QLatin1String("failed"), stage.failed);
        writeMetrics(json, stage.warm);
        writePercentiles(json, stage.tpot_s);
        writeLoad(json, stage.load);
        json.endObject();
    }
    json.endArray();
}

void writeLoss(JsonWriter &json, QLatin1String key, const std::optional<Loss> &loss)
{
    if (!loss)
        return;
    json.beginObject(key);
    json.add(QLatin1String("percent"), loss->percent);
    json.beginArray(QLatin1String("ci95"));
    json.add({}, loss->ci95Low);
    json.add({}, loss->ci95High);
    json.endArray();
    json.add(QLatin1String("alone"), loss->valueAlone);
    json.add(QLatin1String("together"), loss->valueTogether);
    json.add(QLatin1String("n_alone"), loss->alone);
    json.add(QLatin1String("n_together"), loss->together);
    json.endObject();
}

void writeInterference(JsonWriter &json, const SeriesSummary &series)
{
    if (!series.interference)
        return;
    json.beginObject(QLatin1String("interference"));
    writeLoss(json, QLatin1String("ttft_loss"), series.interference->ttft);
    writeLoss(json, QLatin1String("total_time_loss"), series.interference->totalTime);
    writeLoss(json, QLatin1String("tps_loss"), series.interference->tps);
    json.endObject();
}

void writeCounts(JsonWriter &json, const SeriesSummary &series)
{
    json.beginObject(QLatin1String("requests"));
    json.add(QLatin1String("completed"), series.completed);
    json.add(QLatin1String("failed"), series.failed);
    json.beginObject(QLatin1String("failures"));
    for (const auto &[kind, count] : series.failures) {
        json.addKey(kind);
        json.add({}, count);
    }
    json.endObject();
    json.endObject();
    json.beginObject(QLatin1String("evidence"));
    for (const auto &[evidence, count] : series.evidence) {
        json.addKey(toString(evidence));
        json.add({}, count);
    }
    json.endObject();
}

void writeChecks(JsonWriter &json, const std::vector<Check> &checks)
{
    json.beginArray(QLatin1String("checks"));
    for (const Check &check : checks) {
        json.beginObject();
        json.add(QLatin1String("id"), check.id);
        json.add(QLatin1String("level"), toString(check.level));
        json.add(QLatin1String("message"), check.message);
        json.add(QLatin1String("advice"), check.advice);
        json.endObject();
    }
    json.endArray();
}

void writeCalibration(JsonWriter &json, const SeriesSummary &series)
{
    if (!series.calibration)
        return;
    json.beginObject(QLatin1String("calibration"));
    for (const auto &[name, value] : sampleOf(*series.calibration).values) {
        json.addKey(name);
        json.add({}, value);
    }
    json.endObject();
}

void writeSeries(JsonWriter &json, const SeriesSummary &series)
{
    json.beginObject();
    json.add(QLatin1String("label"), series.label);
    json.add(QLatin1String("model"), series.model);
    json.add(QLatin1String("run"), series.runId);
    json.add(QLatin1String("title"), series.runTitle);
    json.add(QLatin1String("started"), series.started.toUTC().toString(Qt::ISODateWithMs));
    json.add(QLatin1String("suite"), series.suite);
    json.add(QLatin1String("mode"), series.mode);
    json.add(QLatin1String("simulated"), series.simulated);
    if (series.simulated)
        json.add(QLatin1String("simulation_speed"), series.simulationSpeed);
    writeTable(json, QLatin1String("overall"), series.overall);
    writeTable(json, QLatin1String("cold"), series.cold);
    json.beginObject(QLatin1String("with_cold"));
    writeTable(json, QLatin1String("overall"), series.withCold);
    writeTests(json, series, ColdRequests::Included);
    json.endObject();
    writeTests(json, series, ColdRequests::Apart);
    writeLoad(json, series.load);
    writeStages(json, series);
    writeInterference(json, series);
    writeCounts(json, series);
    writeTelemetry(json, series);
    json.beginArray(QLatin1String("remarks"));
    for (const QString &remark : series.remarks)
        json.add({}, remark);
    json.endArray();
    json.beginArray(QLatin1String("run_notes"));
    for (const QString &note : series.runNotes)
        json.add({}, note);
    json.endArray();
    writeCalibration(json, series);
    writeChecks(json, series.checks);
    json.endObject();
}

void writeDifference(JsonWriter &json, const Comparison &comparison, const Differences::Key &key,
                     const TestedDifference &tested)
{
    const auto &[series, metric, test] = key;
    json.beginObject();
    json.add(QLatin1String("label"), comparison.series[series].label);
    if (!test.isEmpty())
        json.add(QLatin1String("test"), test);
    json.add(QLatin1String("metric"), QString(info(metric).id));
    json.add(QLatin1String("difference_percent"), asDifference(tested, metric).percent);
    if (tested.ratio95) {
        json.beginArray(QLatin1String("ci95"));
        json.add({}, (tested.ratio95->low - 1) * 100);
        json.add({}, (tested.ratio95->high - 1) * 100);
        json.endArray();
    }
    json.add(QLatin1String("p"), tested.p);
    json.add(QLatin1String("p_corrected"), tested.corrected);
    json.add(QLatin1String("verdict"), verdictInWords(tested, metric));
    if (tested.verdict == Verdict::NotShown) {
        json.add(QLatin1String("too_few"), tested.tooFew);
        json.add(QLatin1String("repetitions_needed"), tested.repetitions);
    }
    if (test.isEmpty())
        json.add(QLatin1String("tests"), tested.tests);
    json.endObject();
}

/// Overall ("rows") or of each test ("tests").
void writeDifferences(JsonWriter &json, QLatin1String name, const Comparison &comparison, const Differences &tested)
{
    const bool isOverall = name == QLatin1String("rows");
    json.beginArray(name);
    for (const auto &[key, difference] : tested.all)
        if (std::get<QString>(key).isEmpty() == isOverall)
            writeDifference(json, comparison, key, difference);
    json.endArray();
}

void writeExpectation(JsonWriter &json, const QString &label, const ExpectedAgainstActual &one)
{
    json.beginObject();
    json.add(QLatin1String("label"), label);
    json.add(QLatin1String("metric"), QString(info(one.metric).id));
    json.add(QLatin1String("expected"), rangeInWords(one.expected));
    json.add(QLatin1String("from"), sourceInWords(one.expected.source));
    json.add(QLatin1String("at_least"), one.atLeast);
    json.add(QLatin1String("at_most"), one.atMost);
    json.add(QLatin1String("actual"), one.actual);
    json.add(QLatin1String("status"), statusInWords(one));
    json.endObject();
}

/// Bounds in the metric's unit. Nothing where nothing is expected.
void writeExpectations(JsonWriter &json, const Comparison &comparison)
{
    if (std::ranges::all_of(comparison.series, [](const auto &series) { return series.expectations.empty(); }))
        return;
    json.beginArray(QLatin1String("expectations"));
    for (std::size_t i = 0; i < comparison.series.size(); ++i)
        for (const ExpectedAgainstActual &one : expectedAgainstActual(comparison, i))
            writeExpectation(json, comparison.series[i].label, one);
    json.endArray();
}

}

QByteArray toJson(const Comparison &comparison)
{
    QByteArray text;
    JsonWriter json(text);
    json.beginObject();
    json.beginArray(QLatin1String("series"));
    for (const SeriesSummary &series : comparison.series)
        writeSeries(json, series);
    json.endArray();
    json.beginObject(QLatin1String("comparison"));
    if (comparison.baseline)
        json.add(QLatin1String("baseline"), comparison.series[*comparison.baseline].label);
    else
        json.addRaw(QLatin1String("baseline"), "null");
    const Differences tested = comparison.baseline ? differences(comparison) : Differences();
    writeDifferences(json, QLatin1String("rows"), comparison, tested);
    if (!tested.all.empty())
        writeDifferences(json, QLatin1String("tests"), comparison, tested);
    writeExpectations(json, comparison);
    if (comparison.series.size() > 1)
        writeChecks(json, checkComparison(comparison.series));
    json.endObject();
    json.endObject();
    return text + '\n';
}

}
