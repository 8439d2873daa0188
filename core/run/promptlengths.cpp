// SPDX-License-Identifier: Apache-2.0
#include "run/promptlengths.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace streamgauge {

namespace {

constexpr int textVersion = 1;     ///< to be raised when proseText() writes another text
constexpr int mostEntries = 2'000; ///< then it is begun anew
constexpr qint64 mostBytes = 1024 * 1024;

QString keyOf(const MadePrompt &prompt, const Endpoint &endpoint, const QJsonObject &engine, const Test &test)
{
    QJsonArray parts {textVersion,
                      endpoint.simulation ? QStringLiteral("simulated ") + endpoint.simulation->profile : endpoint.url,
                      toString(endpoint.api),
                      endpoint.model,
                      engine,
                      test.promptTokens.value_or(0),
                      static_cast<qint64>(prompt.seed)};
    for (const Message &message : test.messages) {
        parts.append(message.role);
        parts.append(message.content);
    }
    const QByteArray text = QJsonDocument(parts).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toHex());
}

}

PromptLengths::PromptLengths(QString path)
    : m_path(std::move(path))
{
    QFile file(m_path);
    if (!m_path.isEmpty() && file.size() <= mostBytes && file.open(QIODevice::ReadOnly))
        m_known = QJsonDocument::fromJson(file.readAll()).object();
    if (m_known.size() > mostEntries)
        m_known = {};
}

bool PromptLengths::complete(MadePrompt &prompt, const Endpoint &endpoint, const QJsonObject &engine,
                             const Test &test) const
{
    const QJsonObject known = m_known.value(keyOf(prompt, endpoint, engine, test)).toObject();
    const int words = known.value(QLatin1String("words")).toInt();
    const int tokens = known.value(QLatin1String("tokens")).toInt();
    const QString by = known.value(QLatin1String("counted_by")).toString();
    const int wanted = test.promptTokens.value_or(0);
    if (words < 1 || words > 10.0 * wanted || tokens < 1 || by.isEmpty()) // no entry, or a damaged one
        return false;
    prompt.words = words;
    prompt.tokens = tokens;
    prompt.countedBy = by;
    return true;
}

void PromptLengths::add(const MadePrompt &prompt, const Endpoint &endpoint, const QJsonObject &engine, const Test &test)
{
    m_known.insert(keyOf(prompt, endpoint, engine, test),
                   QJsonObject {{QStringLiteral("words"), prompt.words},
                                {QStringLiteral("tokens"), prompt.tokens},
                                {QStringLiteral("counted_by"), prompt.countedBy}});
}

Expected<void> PromptLengths::save() const
{
    if (m_path.isEmpty())
        return {};
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    const QByteArray json = QJsonDocument(m_known).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return std::unexpected(Error {Error::Code::Io, file.errorString(), m_path});
    return {};
}

QString PromptLengths::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/streamgauge/prompt-lengths.json");
}

}
