// SPDX-License-Identifier: Apache-2.0
#include "metrics/testconditions.h"

#include <QCryptographicHash>

namespace streamgauge {

namespace {

QByteArray digestOf(const Test &test)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    if (test.dataset && test.dataset->facts) {
        const DatasetFacts &facts = *test.dataset->facts;
        const QString drawn =
            QStringLiteral("%1 %2 %3").arg(facts.sha256).arg(facts.seed).arg(test.dataset->outputLengths);
        hash.addData(drawn.toLatin1());
    }
    for (const Message &message : test.messages)
        for (const QString &part : {message.role, message.content}) {
            hash.addData(part.toUtf8());
            hash.addData(QByteArrayView("\0", 1));
        }
    return hash.result();
}

QString inWords(const Load &load)
{
    QStringList steps;
    if (const auto *open = std::get_if<OpenLoop>(&load)) {
        for (const double rate : open->rates)
            steps.append(QString::number(rate));
        return QStringLiteral("%1 requests/s, %2").arg(steps.join(QStringLiteral(", ")), toString(open->arrivals));
    }
    const auto *closed = std::get_if<ClosedLoop>(&load);
    if (!closed)
        return {};
    for (const int concurrency : closed->concurrency)
        steps.append(QString::number(concurrency));
    return QStringLiteral("concurrency %1").arg(steps.join(QStringLiteral(", ")));
}

}

TestConditions testConditions(const Test &test, const Endpoint &endpoint)
{
    TestConditions conditions {.prompt = digestOf(test),
                               .promptTokens = test.promptTokens.value_or(0),
                               .maxTokens = test.maxTokens,
                               .temperature = test.settings.temperature,
                               .promptCache = test.settings.promptCache,
                               .ignoreEos = test.settings.ignoreEos,
                               .minTokens = test.settings.minTokens,
                               .load = inWords(test.settings.load),
                               .cold = test.settings.cold ? toString(*test.settings.cold) : QString()};
    for (const QLatin1String key : {QLatin1String("max_tokens"), QLatin1String("max_completion_tokens")})
        conditions.maxTokens = endpoint.body.value(key).toInt(conditions.maxTokens);
    conditions.ignoreEos = endpoint.body.value(QLatin1String("ignore_eos")).toBool(conditions.ignoreEos);
    conditions.minTokens = endpoint.body.value(QLatin1String("min_tokens")).toInt(conditions.minTokens);
    conditions.temperature = endpoint.body.value(QLatin1String("temperature")).toDouble(conditions.temperature);
    return conditions;
}

}
