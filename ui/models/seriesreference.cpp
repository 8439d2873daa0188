// SPDX-License-Identifier: Apache-2.0
#include "models/seriesreference.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QUrl>

namespace streamgauge {

namespace {

const QString seriesMimeType = QStringLiteral("application/x-streamgauge-series");

std::vector<SeriesReference> parse(const QByteArray &json)
{
    std::vector<SeriesReference> references;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        SeriesReference reference {.path = object.value(QLatin1String("path")).toString(), .endpoint = std::nullopt};
        if (const QJsonValue endpoint = object.value(QLatin1String("endpoint")); endpoint.isDouble())
            reference.endpoint = endpoint.toInt();
        if (!reference.path.isEmpty())
            references.push_back(reference);
    }
    return references;
}

}

bool isRunFileName(const QString &name)
{
    return name.endsWith(QLatin1String(".run.jsonl"), Qt::CaseInsensitive);
}

std::unique_ptr<QMimeData> toMimeData(const std::vector<SeriesReference> &references)
{
    QJsonArray array;
    QList<QUrl> urls;
    for (const SeriesReference &reference : references) {
        QJsonObject object {{QStringLiteral("path"), reference.path}};
        if (reference.endpoint)
            object.insert(QStringLiteral("endpoint"), *reference.endpoint);
        array.append(object);
        if (const QUrl url = QUrl::fromLocalFile(reference.path); !urls.contains(url))
            urls.append(url);
    }
    auto data = std::make_unique<QMimeData>();
    data->setData(seriesMimeType, QJsonDocument(array).toJson(QJsonDocument::Compact));
    data->setUrls(urls);
    return data;
}

std::vector<SeriesReference> referencesFrom(const QMimeData &data)
{
    if (data.hasFormat(seriesMimeType))
        return parse(data.data(seriesMimeType));
    std::vector<SeriesReference> references;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls)
        if (url.isLocalFile() && isRunFileName(url.fileName()))
            references.push_back({.path = url.toLocalFile(), .endpoint = std::nullopt});
    return references;
}

bool hasReferences(const QMimeData &data)
{
    return !referencesFrom(data).empty();
}

}
