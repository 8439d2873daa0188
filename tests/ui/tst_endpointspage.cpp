// SPDX-License-Identifier: Apache-2.0
#include "controls/notice.h"
#include "endpoint/endpointsfile.h"
#include "endpointdialog.h"
#include "endpoints/connectiontest.h"
#include "endpoints/endpointsmodel.h"
#include "endpoints/probelines.h"
#include "endpointspage.h"
#include "eventually.h"
#include "testwindow.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTcpServer>
#include <QTest>

namespace streamgauge {

class TestEndpointsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_services = std::make_unique<TestServices>();
        m_page = std::make_unique<EndpointsPage>(m_services->services);
        m_page->resize(1000, 700);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    void anEndpointAddedByKeyboardIsInTheFile()
    {
        EndpointDialog *dialog = openAddDialog();
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("label")), QStringLiteral("My server"));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("url")),
                         QStringLiteral("http://localhost:8000"));

        QTest::keyClick(dialog, Qt::Key_Return);

        QVERIFY(fileContent().contains("My server"));
        QVERIFY(fileContent().contains("http://localhost:8000"));
        QCOMPARE(table()->model()->rowCount(), 1);
    }

    void aWrongUrlIsSaidBesideItsFieldAndNothingIsSaved()
    {
        EndpointDialog *dialog = openAddDialog();
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("label")), QStringLiteral("My server"));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("url")), QStringLiteral("ftp://x"));

        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("save")), Qt::LeftButton);

        QVERIFY(dialog->isVisible());
        QVERIFY(dialog->findChild<QLineEdit *>(QStringLiteral("url"))->property("invalid").toBool());
        QVERIFY(fileContent().isEmpty());
    }

    void abrokenExtraBodyIsSaidWithItsLine()
    {
        EndpointDialog *dialog = openAddDialog();
        dialog->findChild<QLineEdit *>(QStringLiteral("label"))->setText(QStringLiteral("A"));
        dialog->findChild<QLineEdit *>(QStringLiteral("url"))->setText(QStringLiteral("http://localhost:8000"));
        dialog->findChild<QPlainTextEdit *>(QStringLiteral("body"))->setPlainText(QStringLiteral("{\n\"top_p\": }"));

        dialog->accept();

        QVERIFY(dialog->isVisible());
        QVERIFY(textsOf(*dialog).filter(QStringLiteral("Line 2")).size() == 1);
    }

    void whereTelemetryIsAskedIsSavedAndShownAgain_data()
    {
        QTest::addColumn<int>("metrics");
        QTest::addColumn<int>("gpu");
        QTest::addColumn<QString>("gpuAddress");
        QTest::addColumn<QByteArray>("line"); // in the file; empty: as it is without a word
        QTest::newRow("as it is") << 0 << 0 << QString() << QByteArray();
        QTest::newRow("a page and a command") << 1 << 1 << "ssh box nvidia-smi"
                                              << QByteArray("telemetry: {metrics: \"http://box:9400/metrics\", "
                                                            "gpu: {command: \"ssh box nvidia-smi\"}}");
        QTest::newRow("a DCGM exporter") << 0 << 2 << "http://box:9400/metrics"
                                         << QByteArray("telemetry: {gpu: {dcgm: \"http://box:9400/metrics\"}}");
        QTest::newRow("nothing") << 2 << 3 << QString() << QByteArray("telemetry: {metrics: off, gpu: off}");
    }

    void whereTelemetryIsAskedIsSavedAndShownAgain()
    {
        QFETCH(int, metrics);
        QFETCH(int, gpu);
        QFETCH(QString, gpuAddress);
        QFETCH(QByteArray, line);
        EndpointDialog *dialog = openAddDialog();
        fillIn(*dialog, metrics, QStringLiteral("http://box:9400/metrics"), gpu, gpuAddress);

        dialog->accept();

        QVERIFY(!dialog->isVisible());
        QVERIFY2(line.isEmpty() ? !fileContent().contains("telemetry") : fileContent().contains(line),
                 fileContent().constData());
        const auto saved = loadEndpoints(m_services->endpoints.path());
        QVERIFY(saved && saved->size() == 1);
        EndpointDialog again(saved->front(), m_services->simulators);
        QCOMPARE(again.findChild<QComboBox *>(QStringLiteral("metrics"))->currentIndex(), metrics);
        QCOMPARE(again.findChild<QComboBox *>(QStringLiteral("gpu"))->currentIndex(), gpu);
        QVERIFY(again.endpoint() == saved->front());
    }

    void whatCannotBeAskedIsSaidUnderItsField_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("gpu");
        QTest::addColumn<QString>("gpuAddress");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("said");
        const QString good = QStringLiteral("http://box:9400/metrics");
        const QString noUrl = QStringLiteral("It must be a URL such as http://host:9400/metrics.");
        QTest::newRow("no page") << "box" << 0 << QString() << "metricsAddress" << noUrl;
        QTest::newRow("a password") << "http://me:secret@box/metrics" << 0 << QString() << "metricsAddress"
                                    << "No user name or password in the URL, please.";
        QTest::newRow("no command") << good << 1 << QString() << "gpuAddress"
                                    << "It must be a command such as ssh HOST nvidia-smi.";
        QTest::newRow("a query of one's own") << good << 1 << "nvidia-smi --query-gpu=name" << "gpuAddress"
                                              << "Leave --query-gpu and --format out: they are added.";
        QTest::newRow("no exporter") << good << 2 << "ftp://box" << "gpuAddress" << noUrl;
    }

    void whatCannotBeAskedIsSaidUnderItsField()
    {
        QFETCH(QString, page);
        QFETCH(int, gpu);
        QFETCH(QString, gpuAddress);
        QFETCH(QString, field);
        QFETCH(QString, said);
        EndpointDialog *dialog = openAddDialog();
        fillIn(*dialog, 1, page, gpu, gpuAddress);

        dialog->accept();

        QVERIFY(dialog->isVisible());
        auto *address = dialog->findChild<QLineEdit *>(field);
        QVERIFY(address->isVisible()); // its tab has come to the front
        QVERIFY(address->property("invalid").toBool());
        QVERIFY2(textsOf(*dialog).contains(said), qPrintable(textsOf(*dialog).join(u'|')));
        QVERIFY(fileContent().isEmpty());
    }

    void aRemovedEndpointComesBackWithUndo()
    {
        add(QStringLiteral("A"));
        QTest::mouseClick(m_page->findChild<QPushButton *>(QStringLiteral("removeEndpoint")), Qt::LeftButton);
        QVERIFY(!fileContent().contains("label: A"));

        QTest::mouseClick(button(QStringLiteral("Undo")), Qt::LeftButton);

        QVERIFY(fileContent().contains("label: A"));
    }

    void aBrokenFileIsShownWithItsLineAndStaysAsItIs()
    {
        const QByteArray broken = "endpoints:\n  - label: A\n    url: http://localhost:8000\n    colour: red\n";
        QFile file(m_services->endpoints.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(broken);
        file.close();
        QVERIFY(eventually([&] { return !noticeTexts().filter(QStringLiteral(":4:")).isEmpty(); }));

        add(QStringLiteral("B"));

        QCOMPARE(fileContent(), broken);
        QVERIFY(!noticeTexts().filter(QStringLiteral("not saved")).isEmpty());
    }

    void testConnectionTellsWhatASimulatorIs()
    {
        const auto url = m_services->simulators.urlFor({QStringLiteral("mistral-24b"), 1000});
        QVERIFY(url);

        const QStringList lines = testConnection(*url);

        QVERIFY2(lines.first().contains(QLatin1String("Reachable")), qPrintable(lines.join(QLatin1Char('|'))));
        for (const char *finding : {"Model found", "Streams", "Reports usage", "Engine"})
            QVERIFY2(!lines.filter(QLatin1String(finding)).isEmpty(), finding);
    }

    void testConnectionTellsThatNobodyListens()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();

        const QStringList lines = testConnection(QStringLiteral("http://127.0.0.1:%1").arg(port));

        QCOMPARE(lines.size(), 1);
        QVERIFY2(lines.first().startsWith(QStringLiteral("✕")), qPrintable(lines.first()));
    }

    void findingsAreSaidLineByLine_data()
    {
        using Lines = QStringList;
        QTest::addColumn<ProbeResult>("result");
        QTest::addColumn<Lines>("texts");
        ProbeResult unreachable;
        unreachable.problem = QStringLiteral("nobody listens on port 8000");
        QTest::newRow("unreachable: the reason alone")
            << unreachable << Lines {QStringLiteral("nobody listens on port 8000")};
        ProbeResult missing;
        missing.reachable = true;
        missing.models = {QStringLiteral("a")};
        missing.model = QStringLiteral("x");
        missing.problem = QStringLiteral("model “x” not found; the server has: a");
        QTest::newRow("a model that is not there") << missing << Lines {QStringLiteral("Reachable"), missing.problem};
        ProbeResult good;
        good.reachable = true;
        good.roundTrip = 2500us;
        good.models = {QStringLiteral("a")};
        good.model = QStringLiteral("a");
        good.streams = true;
        good.reportsUsage = false;
        QTest::newRow("no usage is a note, not an error")
            << good
            << Lines {QStringLiteral("Reachable, 2.5 ms round trip"), QStringLiteral("Model found: a"),
                      QStringLiteral("Streams its answer"),
                      QStringLiteral("Reports no usage: tokens are estimated from chunks")};
    }

    void findingsAreSaidLineByLine()
    {
        QFETCH(ProbeResult, result);
        QStringList said;
        for (const ProbeLine &line : probeLines(result))
            said << line.text;
        QTEST(said, "texts");
    }

    void theModelKeepsTheRulesOfModels()
    {
        EndpointsModel model(m_services->endpoints, m_services->monitor);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

        add(QStringLiteral("A"));
        add(QStringLiteral("B"));
        QVERIFY(m_services->endpoints.remove(0));

        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, EndpointsModel::Label).data().toString(), QStringLiteral("B"));
    }

private:
    EndpointDialog *openAddDialog()
    {
        QTest::mouseClick(m_page->findChild<QPushButton *>(QStringLiteral("addEndpoint")), Qt::LeftButton);
        auto *dialog = m_page->findChild<EndpointDialog *>();
        return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
    }

    QStringList testConnection(const QString &url)
    {
        Endpoint endpoint;
        endpoint.label = QStringLiteral("Tested");
        endpoint.url = url;
        EndpointDialog dialog(endpoint, m_services->simulators);
        dialog.show();
        auto *test = dialog.findChild<ConnectionTest *>();
        QTest::mouseClick(dialog.findChild<QPushButton *>(QStringLiteral("testConnection")), Qt::LeftButton);
        return eventually([&] { return !test->isRunning(); }) ? test->lines() : QStringList();
    }

    static void fillIn(EndpointDialog &dialog, int metrics, const QString &page, int gpu, const QString &gpuAddress)
    {
        dialog.findChild<QLineEdit *>(QStringLiteral("label"))->setText(QStringLiteral("Box"));
        dialog.findChild<QLineEdit *>(QStringLiteral("url"))->setText(QStringLiteral("http://box:8000"));
        dialog.findChild<QComboBox *>(QStringLiteral("metrics"))->setCurrentIndex(metrics);
        dialog.findChild<QLineEdit *>(QStringLiteral("metricsAddress"))->setText(page);
        dialog.findChild<QComboBox *>(QStringLiteral("gpu"))->setCurrentIndex(gpu);
        dialog.findChild<QLineEdit *>(QStringLiteral("gpuAddress"))->setText(gpuAddress);
    }

    void add(const QString &label)
    {
        EndpointDialog *dialog = openAddDialog();
        dialog->findChild<QLineEdit *>(QStringLiteral("label"))->setText(label);
        dialog->findChild<QLineEdit *>(QStringLiteral("url"))->setText(QStringLiteral("http://127.0.0.1:1"));
        dialog->accept();
        QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
    }

    QPushButton *button(const QString &text) const
    {
        for (auto *each : m_page->findChildren<QPushButton *>())
            if (each->text() == text && each->isVisible())
                return each;
        return nullptr;
    }

    QStringList noticeTexts() const
    {
        QStringList texts;
        for (const Notice *notice : m_page->findChildren<Notice *>())
            if (notice->isVisible())
                texts << notice->text();
        return texts;
    }

    static QStringList textsOf(const QWidget &widget)
    {
        QStringList texts;
        for (const QLabel *label : widget.findChildren<QLabel *>())
            texts << label->text();
        return texts;
    }

    QByteArray fileContent() const
    {
        QFile file(m_services->endpoints.path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTableView *table() const { return m_page->findChild<QTableView *>(QStringLiteral("endpoints")); }

    std::unique_ptr<TestServices> m_services;
    std::unique_ptr<EndpointsPage> m_page;
};

}

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    streamgauge::TestEndpointsPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_endpointspage.moc"
