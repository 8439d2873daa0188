// SPDX-License-Identifier: Apache-2.0
#include "referenceruns.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace streamgauge {

namespace {

nanoseconds milliseconds3(const QJsonValue &seconds)
{
    return std::chrono::round<milliseconds>(Seconds(seconds.toDouble()));
}

RequestRecord referenceRecord(const QJsonObject &repetition, RunTime sent)
{
    RequestRecord record;
    record.scheduled = sent;
    record.sent = sent;
    record.firstToken = sent + milliseconds3(repetition.value(QLatin1String("ttft_s")));
    record.firstAnswerToken = record.firstToken;
    record.end = sent + milliseconds3(repetition.value(QLatin1String("total_time_s")));
    record.lastToken = record.end;
    record.outputTokens = repetition.value(QLatin1String("output_tokens_estimated")).toInt();
    record.evidence = TokenEvidence::Characters;
    record.firstChunkTokens = 0; // published as all tokens / decode time
    record.chunks = 2;
    record.status = 200; // why an answer ended was not published
    return record;
}

Deployment deploymentOf(const QJsonObject &reference)
{
    Deployment deployment;
    deployment.mode = reference.value(QLatin1String("mode")).toString();
    deployment.engine = reference.value(QLatin1String("engine")).toString();
    deployment.quantization = reference.value(QLatin1String("quantization")).toString();
    deployment.weightsGb = reference.value(QLatin1String("weights_gb")).toDouble();
    deployment.parametersB = reference.value(QLatin1String("parameters_b")).toDouble();
    deployment.activeParametersB = reference.value(QLatin1String("active_parameters_b")).toDouble();
    deployment.maxNumSeqs = reference.value(QLatin1String("max_num_seqs")).toInt();
    return deployment;
}

Run runOf(const QJsonObject &reference, const QJsonObject &maxTokens)
{
    Endpoint endpoint;
    endpoint.label = reference.value(QLatin1String("label")).toString();
    endpoint.model = reference.value(QLatin1String("model")).toString();
    endpoint.hardware = QStringLiteral("dgx-spark");
    endpoint.deployment = deploymentOf(reference);

    Run run;
    run.header.id = QStringLiteral("reference-") + endpoint.label;
    run.header.title = QStringLiteral("Reference ") + endpoint.label;
    run.header.started = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    run.header.suite.name = QStringLiteral("Speed test");
    run.header.endpoints = {endpoint};
    run.header.engines = {QJsonObject()};
    RunTime sent {};
    for (const QJsonValue &value : reference.value(QLatin1String("tests")).toArray()) {
        Test test;
        test.name = value.toObject().value(QLatin1String("test")).toString();
        test.maxTokens = maxTokens.value(test.name).toInt();
        int repetition = 0;
        for (const QJsonValue &figures : value.toObject().value(QLatin1String("repetitions")).toArray()) {
            RequestRecord record = referenceRecord(figures.toObject(), sent);
            record.test = int(run.header.suite.tests.size());
            record.repetition = repetition++;
            record.phase = run.requests.empty() ? Phase::Cold : Phase::Measured;
            sent = *record.end + 1s;
            run.requests.push_back(record);
        }
        run.header.suite.tests.push_back(test);
    }
    run.end = RunEnd {.at = sent, .outcome = Outcome::Completed};
    return run;
}

}

Run referenceRun(const QString &label)
{
    QFile file(QStringLiteral(":/streamgauge/reference/speed_test_runs.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the reference runs are not compiled in");
    const QJsonObject content = QJsonDocument::fromJson(file.readAll()).object();
    for (const QJsonValue &run : content.value(QLatin1String("runs")).toArray())
        if (run.toObject().value(QLatin1String("label")).toString() == label)
            return runOf(run.toObject(), content.value(QLatin1String("max_tokens_per_test")).toObject());
    qFatal("no reference run of that label");
}

}
