// SPDX-License-Identifier: Apache-2.0
#include "referenceruns.h"
#include "report/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace streamgauge;

namespace {

Comparison mistralAgainstQwen()
{
    Comparison comparison;
    comparison.series = {summarizeSeries(referenceRun(QStringLiteral("Mistral-24B")), 0),
                         summarizeSeries(referenceRun(QStringLiteral("Qwen3-32B")), 0)};
    comparison.baseline = 1;
    return comparison;
}

QString lineWith(const QString &text, const QString &start)
{
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (const QString &line : lines)
        if (line.startsWith(start))
            return line.trimmed();
    return {};
}

}

class TestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void markdownHoldsAveragesDifferencesAndConditions()
    {
        Comparison comparison = mistralAgainstQwen();
        comparison.cold = ColdRequests::Included;
        const QString text = toMarkdown(comparison);
        QCOMPARE(lineWith(text, QStringLiteral("| TTFT")), QStringLiteral("| TTFT (s) | 0.138 | 0.169 |"));
        QCOMPARE(lineWith(text, QStringLiteral("| TPS")), QStringLiteral("| TPS (tokens/s) | 9.8 | 8.2 |"));
        QCOMPARE(lineWith(text, QStringLiteral("| Mistral-24B |")),
                 QStringLiteral("| Mistral-24B | no difference shown (−18.3 %; −52.4 to +32.4) | 41 % faster (−41.0 %; "
                                "−43.0 to −38.9) | 20 % faster (+20.0 %; +16.2 to +23.9) |"));
        QVERIFY(text.contains(QStringLiteral("corrected for 18 comparisons")));
        QVERIFY(text.contains(QStringLiteral("*Mistral-24B: to show differences as large as measured, about this many "
                                             "repetitions of each test would do: TTFT ")));
        QVERIFY(text.contains(QStringLiteral("tokens by characters · with cold requests*")));
        QVERIFY(text.contains(QStringLiteral("tokens are guessed")));
        QVERIFY(text.endsWith(QLatin1Char('\n')));
    }

    void markdownTablesAreRectangular()
    {
        Comparison comparison = mistralAgainstQwen();
        comparison.series[0].label = QStringLiteral("a|b\n<c>");
        int columns = 0;
        for (const QString &line : toMarkdown(comparison).split(QLatin1Char('\n'))) {
            const auto pipes = int(line.count(QLatin1Char('|')) - line.count(QStringLiteral("\\|")));
            if (pipes > 0 && columns > 0)
                QCOMPARE(pipes, columns);
            columns = pipes;
        }
    }

    void textColumnsAreAligned()
    {
        const QString text = toText(mistralAgainstQwen());
        const QString header = lineWith(text, QStringLiteral("Metric"));
        QCOMPARE(lineWith(text, QStringLiteral("TTFT (s)")).size(), header.size());
        QCOMPARE(lineWith(text, QStringLiteral("TPS (tokens/s)")).size(), header.size());
    }

    void whatCameUpDuringTheRunIsSaid()
    {
        Run run = referenceRun(QStringLiteral("Mistral-24B"));
        run.clientRemarks = {
            {.endpoint = 0, .at = {}, .message = QStringLiteral("requests go without stream_options")}};
        run.end = RunEnd {.at = 1s,
                          .outcome = Outcome::Completed,
                          .notes = {QStringLiteral("Mistral-24B: /metrics answered HTTP 404")}};
        Calibration calibration;
        calibration.streams = 4;
        run.samples.push_back(sampleOf(calibration));
        Comparison comparison;
        comparison.series = {summarizeSeries(run, 0), summarizeSeries(run, 0)}; // two of one run
        const QString text = toText(comparison);
        QVERIFY(text.contains(QStringLiteral("Mistral-24B: requests go without stream_options.\n")));
        QCOMPARE(text.count(QStringLiteral("Mistral-24B: /metrics answered HTTP 404.\n")), 1);
        QCOMPARE(text.count(QStringLiteral("By the calibration, TTFT is right to")), 1);
        const QJsonObject series = QJsonDocument::fromJson(toJson(comparison))[QStringLiteral("series")][0].toObject();
        QCOMPARE(series[QStringLiteral("run_notes")].toArray().size(), 1);
        QCOMPARE(series[QStringLiteral("calibration")][QStringLiteral("streams")].toInt(), 4);
    }

    void coldRequestsStayApartUnlessAskedFor()
    {
        Comparison comparison = mistralAgainstQwen();
        QVERIFY(toText(comparison).contains(QStringLiteral("Cold requests\n")));
        comparison.cold = ColdRequests::Included;
        QVERIFY(!toText(comparison).contains(QStringLiteral("Cold requests\n")));
    }

    void checksAreInEveryFormat()
    {
        const Comparison comparison = mistralAgainstQwen();
        const QJsonObject json = QJsonDocument::fromJson(toJson(comparison)).object();
        const QJsonArray checks = json[QLatin1String("series")][0][QLatin1String("checks")].toArray();
        QStringList found;
        for (const QJsonValue &check : checks) {
            QVERIFY(!check[QLatin1String("message")].toString().isEmpty());
            found << check[QLatin1String("id")].toString() + u' ' + check[QLatin1String("level")].toString();
        }
        QVERIFY2(found.contains(QStringLiteral("token-evidence error"))
                     && found.contains(QStringLiteral("prefix-cache warning"))
                     && found.contains(QStringLiteral("cold-start info")),
                 qPrintable(found.join(u',')));

        const QString markdown = toMarkdown(comparison);
        QVERIFY(markdown.contains(QStringLiteral("## Checks")));
        QVERIFY(lineWith(markdown, QStringLiteral("| error | token-evidence | Mistral-24B |")).size() > 100);
        const QString text = toText(comparison);
        QVERIFY(text.contains(QStringLiteral("\nChecks\nerror    token-evidence")));
        for (const QString &line : text.mid(text.indexOf(QStringLiteral("\nChecks\n"))).split(u'\n'))
            if (!line.contains(u'·') && !line.startsWith(QLatin1String("Differences:"))
                && !line.contains(QLatin1String("as large as measured"))) // the notes below
                QVERIFY2(line.size() <= 100, qPrintable(line));
        const QString csv = toCsv(comparison);
        QVERIFY(csv.contains(QStringLiteral(",all,checks_failed,,1,")));
        QVERIFY(csv.contains(QStringLiteral(",all,checks_warning,,")));
    }

    void simulatedIsSaidInEveryFormat()
    {
        Comparison comparison = mistralAgainstQwen();
        comparison.series[0].simulated = true;
        QVERIFY(toText(comparison).contains(QStringLiteral("Mistral-24B [simulated]")));
        QVERIFY(toMarkdown(comparison).contains(QStringLiteral("Mistral-24B [simulated]")));
        QVERIFY(toJson(comparison).contains("\"simulated\":true"));
        QVERIFY(toCsv(comparison).contains(QStringLiteral("reference-Mistral-24B,true,")));
    }

    void failuresAreNamed()
    {
        Comparison comparison = mistralAgainstQwen();
        comparison.series[0].failed = 3;
        comparison.series[0].failures = {{QStringLiteral("stalled"), 1}, {QStringLiteral("truncated"), 2}};
        QVERIFY(toMarkdown(comparison).contains(QStringLiteral("3 (1 stalled, 2 truncated)")));
        QVERIFY(toJson(comparison).contains(R"("failed":3,"failures":{"stalled":1,"truncated":2})"));
    }

    void jsonHasTheDocumentedLayout()
    {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(toJson(mistralAgainstQwen()), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        const QJsonObject series = document[QLatin1String("series")][0].toObject();
        QCOMPARE(series[QLatin1String("label")].toString(), QStringLiteral("Mistral-24B"));
        QCOMPARE(series[QLatin1String("simulated")], QJsonValue(false));
        const QJsonObject ttft = series[QLatin1String("overall")][QLatin1String("ttft_s")].toObject();
        QCOMPARE(
            ttft.keys(),
            (QStringList {QStringLiteral("ci95"), QStringLiteral("max"), QStringLiteral("mean"),
                          QStringLiteral("median"), QStringLiteral("min"), QStringLiteral("n"), QStringLiteral("p90"),
                          QStringLiteral("p95"), QStringLiteral("p99"), QStringLiteral("stddev")}));
        QCOMPARE(ttft[QLatin1String("n")].toInt(), 14);
        QCOMPARE(series[QLatin1String("cold")][QLatin1String("ttft_s")][QLatin1String("mean")].toDouble(), 0.35);
        const QJsonValue withCold = series[QLatin1String("with_cold")];
        QCOMPARE(withCold[QLatin1String("overall")][QLatin1String("ttft_s")][QLatin1String("n")].toInt(), 15);
        QCOMPARE(withCold[QLatin1String("tests")].toArray().size(), 5);
        QCOMPARE(series[QLatin1String("tests")][0][QLatin1String("tps")][QLatin1String("n")].toInt(), 2);
        QCOMPARE(series[QLatin1String("requests")][QLatin1String("completed")].toInt(), 15);
        QCOMPARE(series[QLatin1String("evidence")][QLatin1String("characters")].toInt(), 15);
        QVERIFY(series[QLatin1String("checks")].isArray());
        const QJsonValue comparison = document[QLatin1String("comparison")];
        QCOMPARE(comparison[QLatin1String("baseline")].toString(), QStringLiteral("Qwen3-32B"));
        const QJsonValue row = comparison[QLatin1String("rows")][0];
        QCOMPARE(row[QLatin1String("metric")].toString(), QStringLiteral("ttft_s"));
        QVERIFY(row[QLatin1String("difference_percent")].toDouble() < 0);
        QCOMPARE(row[QLatin1String("verdict")].toString(), QStringLiteral("no difference shown"));
        QVERIFY(row[QLatin1String("repetitions_needed")].toInt() > 3);
        const QJsonValue tps = comparison[QLatin1String("rows")][2];
        QCOMPARE(tps[QLatin1String("verdict")].toString(), QStringLiteral("faster"));
        const QJsonArray interval = tps[QLatin1String("ci95")].toArray();
        QVERIFY(interval[0].toDouble() > 10
                && interval[0].toDouble() < tps[QLatin1String("difference_percent")].toDouble());
        QVERIFY(interval[1].toDouble() < 30);
        QVERIFY(tps[QLatin1String("p")].toDouble() > 0 && tps[QLatin1String("p_corrected")].toDouble() <= 0.05);
        QCOMPARE(tps[QLatin1String("tests")].toInt(), 5);
        QCOMPARE(comparison[QLatin1String("tests")].toArray().size(), 3 * 5);
        QCOMPARE(comparison[QLatin1String("tests")][0][QLatin1String("test")].toString(),
                 QStringLiteral("Code Generation"));
    }

    void jsonNeverHoldsWhatIsNoNumber()
    {
        Comparison comparison = mistralAgainstQwen();
        comparison.series[0].overall[Metric::Ttft].mean = qQNaN();
        comparison.series[0].overall[Metric::Tps].mean = qInf();
        const QByteArray json = toJson(comparison);
        QVERIFY(!json.contains("nan") && !json.contains("inf,") && !json.contains(":inf"));
        QJsonParseError error;
        QJsonDocument::fromJson(json, &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
    }

    void noSeriesIsStillAReport()
    {
        QCOMPARE(toJson({}), QByteArray("{\"series\":[],\"comparison\":{\"baseline\":null,\"rows\":[]}}\n"));
    }

    void csvHasARowASeriesTestAndMetric()
    {
        Comparison comparison = mistralAgainstQwen();
        comparison.series[0].label = QStringLiteral("a, \"b\"");
        const QStringList lines = toCsv(comparison).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QVERIFY(lines[0].startsWith(QLatin1String("series,model,run,simulated,test,requests,metric,unit,mean,median")));
        const QString ttft = QStringLiteral("\"a, \"\"b\"\"\",RedHatAI/Mistral-Small-3.2-24B-Instruct-2506-NVFP4,"
                                            "reference-Mistral-24B,false,,cold,ttft_s,s,0.35,0.35,");
        QVERIFY(std::any_of(lines.begin(), lines.end(), [&](const QString &line) { return line.startsWith(ttft); }));
        QVERIFY(lines[0].endsWith(QLatin1String("difference_ci95_high,p,p_corrected,verdict")));
        const auto difference =
            lines.filter(QStringLiteral(",warm,tps,tokens/s,")).first().split(QLatin1Char(',')).last();
        QCOMPARE(difference, QStringLiteral("faster"));
        const auto columns = lines[0].count(QLatin1Char(','));
        for (const QString &line : lines.filter(QStringLiteral("Qwen3-32B,")))
            if (!line.contains(QLatin1Char('"'))) // a comma in a name is no separator
                QCOMPARE(line.count(QLatin1Char(',')), columns);
    }
};

QTEST_GUILESS_MAIN(TestReport)

#include "tst_report.moc"
