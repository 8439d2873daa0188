// SPDX-License-Identifier: Apache-2.0
#include "endpoint/secrets.h"
#include "eventually.h"

#include <QTest>

using namespace streamgauge;

namespace {

/// The answer, once it has come.
std::optional<Expected<QString>> resolved(const SecretReference &reference)
{
    auto answer = std::make_shared<std::optional<Expected<QString>>>();
    resolveSecret(reference, [answer](const Expected<QString> &secret) { *answer = secret; });
    if (!eventually([answer] { return answer->has_value(); }))
        return std::nullopt;
    return *answer;
}

}

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // No keyring, whatever desktop the test runs on.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
        qputenv("STREAMGAUGE_TEST_KEY", "s3cret");
        qunsetenv("STREAMGAUGE_TEST_MISSING");
    }

    void noReferenceIsNoKey()
    {
        const auto secret = resolved({});
        QVERIFY(secret && *secret);
        QCOMPARE(**secret, QString());
    }

    void environmentVariableIsRead()
    {
        const auto secret =
            resolved({.kind = SecretReference::Kind::Environment, .name = QStringLiteral("STREAMGAUGE_TEST_KEY")});
        QVERIFY(secret && *secret);
        QCOMPARE(**secret, QStringLiteral("s3cret"));
    }

    void missingVariableIsNamed()
    {
        const auto secret =
            resolved({.kind = SecretReference::Kind::Environment, .name = QStringLiteral("STREAMGAUGE_TEST_MISSING")});
        QVERIFY(secret && !*secret);
        QVERIFY(secret->error().message.contains(QStringLiteral("export STREAMGAUGE_TEST_MISSING")));
    }

    void withoutAKeyringTheVariableOfTheSameNameIsRead()
    {
        const auto secret =
            resolved({.kind = SecretReference::Kind::Keyring, .name = QStringLiteral("STREAMGAUGE_TEST_KEY")});
        QVERIFY(secret && *secret);
        QCOMPARE(**secret, QStringLiteral("s3cret"));
    }

    void withoutBothTheErrorSaysWhereItWasLookedFor()
    {
        const auto secret =
            resolved({.kind = SecretReference::Kind::Keyring, .name = QStringLiteral("STREAMGAUGE_TEST_MISSING")});
        QVERIFY(secret && !*secret);
        const QString message = secret->error().message;
        QVERIFY2(message.contains(QStringLiteral("keyring")) && message.contains(QStringLiteral("environment variable"))
                     && message.contains(QStringLiteral("STREAMGAUGE_TEST_MISSING")),
                 qPrintable(message));
    }
};

QTEST_GUILESS_MAIN(TestSecrets)

#include "tst_secrets.moc"
