// SPDX-License-Identifier: Apache-2.0
#include "suites/suitefacts.h"

#include "compare/expectations.h"
#include "suite/madeprompt.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

namespace streamgauge {

namespace {

constexpr int shownWords = 60; ///< of a made prompt

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("SuiteFacts", text, nullptr, n);
}

QString counted(int n, const char *one, const char *many)
{
    return QStringLiteral("%1 %2").arg(n).arg(tr(n == 1 ? one : many));
}

QString inWords(const ClosedLoop &load)
{
    if (load.concurrency.size() == 1 && load.concurrency.front() == 1)
        return tr("one request at a time");
    QStringList numbers;
    for (const int concurrency : load.concurrency)
        numbers.append(QString::number(concurrency));
    QString text = tr("%1 requests at a time").arg(numbers.join(QStringLiteral(", ")));
    if (load.rampUp.count() > 0)
        text += tr(", beginning over %1 s").arg(toSeconds(load.rampUp));
    if (load.duration)
        text += tr(", for %1 s").arg(toSeconds(*load.duration));
    return text;
}

QString inWords(Arrivals arrivals)
{
    switch (arrivals) {
    case Arrivals::Constant:
        return tr("evenly spaced");
    case Arrivals::Poisson:
        return tr("Poisson");
    case Arrivals::Gamma:
        return tr("gamma");
    }
    Q_UNREACHABLE();
}

QString inWords(const OpenLoop &load)
{
    QString text = tr("%1 requests a second, %2").arg(ratesOf(load), inWords(load.arrivals));
    if (load.duration)
        text += tr(", for %1 s").arg(toSeconds(*load.duration));
    if (load.maxConcurrency)
        text += tr(", at most %1 at once").arg(*load.maxConcurrency);
    return text;
}

QString inWords(const Expectation &expectation)
{
    return tr("%1 of %2").arg(metricTitle(expectation.metric), rangeInWords(expectation));
}

}

QString ratesOf(const OpenLoop &load)
{
    QStringList numbers;
    for (const double rate : load.rates)
        numbers.append(QString::number(rate));
    return load.rampTo ? tr("%1 to %2").arg(numbers.first()).arg(*load.rampTo) : numbers.join(QStringLiteral(", "));
}

QString inWords(const Load &load)
{
    return std::visit([](const auto &kind) { return inWords(kind); }, load);
}

QString factsLine(const Suite &suite)
{
    QStringList parts;
    parts << tr("%1 after %2")
                 .arg(counted(suite.defaults.repetitions, "repetition", "repetitions"),
                      counted(suite.warmup, "warm-up", "warm-ups"))
          << inWords(suite.defaults.load) << tr("temperature %1").arg(suite.defaults.temperature)
          << (suite.defaults.promptCache == PromptCache::Avoid ? tr("prefix cache avoided")
                                                               : tr("prefix cache allowed"));
    if (suite.defaults.ignoreEos)
        parts << tr("answers of full length");
    if (suite.defaults.minTokens > 0)
        parts << tr("answers of at least %1 tokens").arg(suite.defaults.minTokens);
    if (suite.seed)
        parts << tr("seed %1").arg(*suite.seed);
    QStringList expectations;
    for (const Expectation &expectation : suite.expectations)
        expectations << inWords(expectation);
    if (!expectations.isEmpty())
        parts << tr("expects %1").arg(expectations.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral(" · "));
}

QString metricTitle(const QString &keyMetric)
{
    if (keyMetric == QLatin1String("ttft"))
        return QStringLiteral("TTFT");
    if (keyMetric == QLatin1String("prefill"))
        return tr("Prefill rate");
    if (keyMetric == QLatin1String("tps"))
        return QStringLiteral("TPS");
    return keyMetric == QLatin1String("total_time") ? tr("Total Time") : keyMetric;
}

QString promptText(const Test &test)
{
    if (test.dataset)
        return tr("Drawn from %1, another prompt for each repetition.\n%2")
            .arg(test.dataset->file,
                 test.dataset->outputLengths ? tr("Answers end where those in the file do, as far as it has any.")
                                             : tr("The lengths of answers in the file are ignored."));
    if (test.promptTokens)
        return tr("Made before the run, %1 tokens long by the server's own count:")
                   .arg(QLocale().toString(*test.promptTokens))
            + QStringLiteral("\n\n")
            + messagesOf(test, {.seed = textSeed({}, test), .words = shownWords, .countedBy = {}}).front().content
            + QStringLiteral(" …");
    if (test.messages.size() == 1)
        return test.messages.front().content;
    QStringList parts;
    for (const Message &message : test.messages)
        parts << QStringLiteral("%1:\n%2").arg(message.role, message.content);
    return parts.join(QStringLiteral("\n\n"));
}

int promptWords(const Test &test)
{
    static const QRegularExpression gap(QStringLiteral("\\s+"));
    int words = 0;
    for (const Message &message : test.messages)
        words += static_cast<int>(message.content.split(gap, Qt::SkipEmptyParts).size());
    return words;
}

}
