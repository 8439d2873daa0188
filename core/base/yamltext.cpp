// SPDX-License-Identifier: Apache-2.0
#include "base/yamltext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringList>

namespace streamgauge {

QString yamlQuoted(const QString &text)
{
    // JSON's strings are YAML's too.
    const QByteArray array = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

QString yamlText(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z][A-Za-z0-9_./-]*(:(//)?[A-Za-z0-9_./-]+)*\\z"));
    static const QStringList words {QStringLiteral("null"), QStringLiteral("true"), QStringLiteral("false"),
                                    QStringLiteral("yes"),  QStringLiteral("no"),   QStringLiteral("on"),
                                    QStringLiteral("off"),  QStringLiteral("y"),    QStringLiteral("n")};
    return plain.match(text).hasMatch() && !words.contains(text.toLower()) ? text : yamlQuoted(text);
}

}
