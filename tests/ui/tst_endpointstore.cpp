// SPDX-License-Identifier: Apache-2.0
#include "endpointstore.h"
#include "eventually.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace streamgauge {

namespace {

Endpoint endpoint(const QString &label)
{
    Endpoint result;
    result.label = label;
    result.url = QStringLiteral("http://localhost:8000");
    return result;
}

QStringList labels(const EndpointStore &store)
{
    QStringList result;
    for (const Endpoint &each : store.endpoints())
        result.append(each.label);
    return result;
}

const QByteArray brokenYaml = "endpoints:\n  - label: A\n    url: http://localhost:8000\n    colour: red\n";

}

class TestEndpointStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsAddedIsInTheFile()
    {
        EndpointStore store(path());
        QVERIFY(store.append({endpoint(QStringLiteral("Mistral-24B"))}));

        const EndpointStore next(path());

        QCOMPARE(labels(next), QStringList {QStringLiteral("Mistral-24B")});
        QVERIFY(next.isSaved(0));
    }

    void aLabelIsMadeUnique()
    {
        EndpointStore store(path());

        QVERIFY(store.append({endpoint(QStringLiteral("Q")), endpoint(QStringLiteral("Q"))}));

        QCOMPARE(labels(store), (QStringList {QStringLiteral("Q"), QStringLiteral("Q 2")}));
    }

    void endpointsOfTheSessionAreNotInTheFile()
    {
        EndpointStore store(path());
        store.addForSession({endpoint(QStringLiteral("S"))});
        QVERIFY(!store.fileExists());

        QVERIFY(store.append({endpoint(QStringLiteral("A"))}));

        QCOMPARE(labels(store), (QStringList {QStringLiteral("A"), QStringLiteral("S")}));
        QVERIFY(!content().contains("S"));
    }

    void anEditedEndpointOfTheSessionBecomesASavedOne()
    {
        EndpointStore store(path());
        store.addForSession({endpoint(QStringLiteral("S"))});

        QVERIFY(store.replace(0, endpoint(QStringLiteral("T"))));

        QCOMPARE(labels(store), QStringList {QStringLiteral("T")});
        QVERIFY(store.isSaved(0));
        QVERIFY(content().contains("T"));
    }

    void aRemovedEndpointCanBePutBackWhereItWas()
    {
        EndpointStore store(path());
        QVERIFY(store.append({endpoint(QStringLiteral("A")), endpoint(QStringLiteral("B"))}));

        QVERIFY(store.remove(0));
        QVERIFY(store.insert(0, endpoint(QStringLiteral("A"))));

        QCOMPARE(labels(store), (QStringList {QStringLiteral("A"), QStringLiteral("B")}));
    }

    void anEditFromOutsideIsTakenOver()
    {
        EndpointStore store(path());
        QVERIFY(store.append({endpoint(QStringLiteral("A"))}));
        QByteArray edited = content();
        edited.replace("label: A", "label: Renamed");

        write(edited);

        QVERIFY(eventually([&] { return labels(store) == QStringList {QStringLiteral("Renamed")}; }));
    }

    void aBrokenFileIsNamedWithItsLineAndNeverWritten()
    {
        write(brokenYaml);
        EndpointStore store(path());
        QVERIFY(store.problem().has_value());
        QCOMPARE(store.problem()->line, 4);

        const auto added = store.append({endpoint(QStringLiteral("New"))});

        QVERIFY(!added);
        QCOMPARE(content(), brokenYaml);
    }

    void aFileThatBreaksMeanwhileIsNotOverwritten()
    {
        EndpointStore store(path());
        QVERIFY(store.append({endpoint(QStringLiteral("A"))}));
        write(brokenYaml); // and no event loop until the next line

        QVERIFY(!store.append({endpoint(QStringLiteral("B"))}));

        QCOMPARE(content(), brokenYaml);
        QCOMPARE(labels(store), QStringList {QStringLiteral("A")});
    }

    void aCorrectedFileIsReadAgain()
    {
        write(brokenYaml);
        EndpointStore store(path());
        const QSignalSpy problemChanged(&store, &EndpointStore::problemChanged);

        write("endpoints:\n  - label: A\n    url: http://localhost:8000\n");

        QVERIFY(eventually([&] { return !store.problem(); }));
        QCOMPARE(labels(store), QStringList {QStringLiteral("A")});
        QVERIFY(!problemChanged.isEmpty());
    }

private:
    QString path() const { return m_folder->filePath(QStringLiteral("config/endpoints.yaml")); }

    QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void write(const QByteArray &yaml) const
    {
        QDir().mkpath(m_folder->filePath(QStringLiteral("config")));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(yaml);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

}

QTEST_GUILESS_MAIN(streamgauge::TestEndpointStore)

#include "tst_endpointstore.moc"
