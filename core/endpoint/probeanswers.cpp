// SPDX-License-Identifier: Apache-2.0
#include "endpoint/probeanswers.h"

#include "client/chatstream.h"
#include "endpoint/endpointsfile.h"
#include "endpoint/engineflags.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace streamgauge {

namespace {

constexpr int shownModels = 10;
constexpr int maxModels = 10'000;

QJsonObject jsonOf(const HttpAnswer &answer)
{
    return answer.status == 200 ? QJsonDocument::fromJson(answer.body).object() : QJsonObject();
}

QString firstWords(const QByteArray &body)
{
    constexpr int length = 120;
    const QString text = QString::fromUtf8(body.first(std::min<qsizetype>(body.size(), 4 * length))).simplified();
    return text.size() > length ? text.first(length) + u'…' : text;
}

/// The server's own words about an error, in any of the shapes servers use.
QString serverMessage(const HttpAnswer &answer)
{
    const QJsonObject json = QJsonDocument::fromJson(answer.body).object();
    const QJsonValue error = json.value(QLatin1String("error"));
    for (const QJsonValue &value : {error.toObject().value(QLatin1String("message")), error,
                                    json.value(QLatin1String("message")), json.value(QLatin1String("detail"))})
        if (!value.toString().isEmpty())
            return value.toString().left(300).simplified();
    return firstWords(answer.body);
}

bool isWebPage(const HttpAnswer &answer)
{
    return answer.contentType == u"text/html" || answer.body.trimmed().startsWith('<');
}

QString keyProblem(const Endpoint &endpoint, const HttpAnswer &answer)
{
    QString problem;
    switch (endpoint.apiKey.kind) {
    case SecretReference::Kind::None:
        problem = QStringLiteral("the server needs an API key and the endpoint has none; set api_key to {env: NAME} "
                                 "or {keyring: NAME}");
        break;
    case SecretReference::Kind::Environment:
        problem =
            QStringLiteral("the server refused the API key of the environment variable %1").arg(endpoint.apiKey.name);
        break;
    case SecretReference::Kind::Keyring:
        problem =
            QStringLiteral("the server refused the API key of the keyring entry \"%1\"").arg(endpoint.apiKey.name);
        break;
    }
    problem += QStringLiteral(" (HTTP %1").arg(answer.status);
    if (const QString said = serverMessage(answer); !said.isEmpty())
        problem += QStringLiteral(": ") + said;
    return problem + u')';
}

QString statusProblem(const Endpoint &endpoint, const HttpAnswer &answer, const QString &page)
{
    if (answer.status == 401 || answer.status == 403)
        return keyProblem(endpoint, answer);
    if (answer.status >= 300 && answer.status < 400)
        return QStringLiteral("%1 is redirected to %2; use that address instead")
            .arg(page, withoutCredentials(answer.location));
    const QString said = isWebPage(answer) ? QStringLiteral("a web page") : serverMessage(answer);
    QString problem = QStringLiteral("%1 answered HTTP %2").arg(page).arg(answer.status);
    if (!said.isEmpty())
        problem += QStringLiteral(": ") + said;
    if (answer.status == 404)
        problem += QStringLiteral("; check the path of the URL");
    return problem;
}

bool isNamed(const QJsonObject &model, const QString &name)
{
    const QString id = model.value(QLatin1String("id")).toString();
    return id == name || id == name + QStringLiteral(":latest") || model.value(QLatin1String("root")).toString() == name
        || model.value(QLatin1String("aliases")).toArray().contains(name);
}

QString notFound(const QString &model, const QStringList &models)
{
    QString there = models.mid(0, shownModels).join(QStringLiteral(", "));
    if (models.size() > shownModels)
        there += QStringLiteral(" and %1 more").arg(models.size() - shownModels);
    return QStringLiteral("model \"%1\" not found; the server has: %2").arg(model, there);
}

/// Fills in models and the chosen one; the chosen one's description. Empty where there is a problem.
QJsonObject chooseModel(const Endpoint &endpoint, const HttpAnswer &answer, ProbeResult &result)
{
    const QJsonObject json = jsonOf(answer);
    if (!json.value(QLatin1String("data")).isArray() && !json.contains(QLatin1String("data"))) {
        result.problem = isWebPage(answer)
            ? QStringLiteral("a web page came instead of a list of models; is this the URL of the API? (%1)")
                  .arg(firstWords(answer.body))
            : QStringLiteral("no list of models came, but: %1").arg(firstWords(answer.body));
        return {};
    }
    QJsonObject chosen;
    for (const QJsonValue &value : json.value(QLatin1String("data")).toArray()) {
        const QJsonObject model = value.toObject();
        const QString id = model.value(QLatin1String("id")).toString();
        if (id.isEmpty() || result.models.size() >= maxModels)
            continue;
        result.models.push_back(id);
        if (chosen.isEmpty() && (endpoint.model.isEmpty() || isNamed(model, endpoint.model)))
            chosen = model;
    }
    if (result.models.isEmpty())
        result.problem = QStringLiteral("the server has no models; load one first");
    else if (chosen.isEmpty())
        result.problem = notFound(endpoint.model, result.models);
    else if (endpoint.model.isEmpty())
        result.model = result.models.first();
    return chosen;
}

void identifyEngine(const ProbePages &pages, const QString &owner, ProbeResult &result)
{
    const auto text = [](const HttpAnswer &page, const char *key) {
        return jsonOf(page).value(QLatin1String(key)).toString().left(100);
    };
    const QJsonObject props = jsonOf(pages.props);
    const QJsonObject serverInfo = jsonOf(pages.serverInfo);
    const QString version = text(pages.version, "version");
    if (owner == u"streamgauge-simulator" || pages.models.server == u"streamgauge-simulator") {
        result.engine = QStringLiteral("streamgauge simulator");
        result.engineVersion = version;
    } else if (pages.models.server == u"llama.cpp" || props.contains(QLatin1String("default_generation_settings"))) {
        result.engine = QStringLiteral("llama.cpp");
        result.engineVersion = props.value(QLatin1String("build_info")).toString().left(100);
    } else if (owner == u"sglang" || serverInfo.contains(QLatin1String("tp_size"))) {
        result.engine = QStringLiteral("SGLang");
        result.engineVersion = serverInfo.value(QLatin1String("version")).toString().left(100);
    } else if (const QString ollama = text(pages.apiVersion, "version"); !ollama.isEmpty()) {
        result.engine = QStringLiteral("Ollama");
        result.engineVersion = ollama;
    } else if (owner == u"vllm" || (owner.isEmpty() && !version.isEmpty())) {
        result.engine = QStringLiteral("vLLM");
        result.engineVersion = version;
    }
}

std::optional<int> contextLength(const QJsonObject &model, const QJsonObject &props)
{
    const QJsonValue settings = props.value(QLatin1String("default_generation_settings"));
    for (const QJsonValue &value :
         {model.value(QLatin1String("max_model_len")), settings.toObject().value(QLatin1String("n_ctx")),
          model.value(QLatin1String("meta")).toObject().value(QLatin1String("n_ctx")),
          model.value(QLatin1String("context_length"))})
        if (value.toInt() > 0)
            return value.toInt();
    return std::nullopt;
}

}

ProbeResult readPages(const Endpoint &endpoint, const ProbePages &pages)
{
    ProbeResult result;
    result.reachable = pages.models.status > 0;
    result.model = endpoint.model;
    result.roundTrip = pages.models.duration;
    QJsonObject model;
    // Some servers list no models; where the model is known and the answer is an API's, that is no obstacle.
    const bool hasNoList = (pages.models.status == 404 || pages.models.status == 405) && !endpoint.model.isEmpty()
        && pages.models.contentType == u"application/json";
    if (pages.models.status == 200)
        model = chooseModel(endpoint, pages.models, result);
    else if (!hasNoList)
        result.problem = statusProblem(endpoint, pages.models, QStringLiteral("the list of models"));
    identifyEngine(pages, model.value(QLatin1String("owned_by")).toString(), result);
    result.maxModelLength = contextLength(model, jsonOf(pages.props));
    result.flags = engineFlags(jsonOf(pages.props), jsonOf(pages.serverInfo));
    return result;
}

namespace {

/// What a stream of another interface than chat completions has shown, by the reader that will measure it.
void readStream(const Endpoint &endpoint, const HttpAnswer &chat, ProbeResult &result)
{
    ChatChunkParser parser;
    ChatStream stream(parser, endpoint.api);
    stream.feed({chat.body.constData(), static_cast<std::size_t>(chat.body.size())}, {});
    const StreamProgress &progress = stream.progress();
    result.streams = !progress.error && progress.firstFrame.has_value();
    if (progress.error)
        result.problem = QStringLiteral("an error came in the stream: %1").arg(progress.error->message);
    else if (!*result.streams)
        result.problem = QStringLiteral("the stream brought nothing: %1").arg(firstWords(chat.body));
    else
        result.reportsUsage =
            progress.usage.completionTokens || (progress.timings && progress.timings->predictedTokens);
}

}

void readChat(const Endpoint &endpoint, const HttpAnswer &chat, ProbeResult &result)
{
    if (chat.status != 200) {
        result.problem = statusProblem(endpoint, chat, QStringLiteral("a one-token chat completion"));
        return;
    }
    result.streams = false;
    if (!isStreamType(chat.contentType, endpoint.api)) {
        result.problem =
            QStringLiteral("the server did not stream: it sent %1: %2")
                .arg(chat.contentType.isEmpty() ? QStringLiteral("no type") : chat.contentType, firstWords(chat.body));
        return;
    }
    if (endpoint.api != Api::Chat)
        return readStream(endpoint, chat, result);
    QByteArray lines = chat.body;
    lines.replace('\r', '\n');
    bool hasUsage = false;
    for (const QByteArray &line : lines.split('\n')) {
        const QJsonObject event =
            line.startsWith("data:") ? QJsonDocument::fromJson(line.mid(5)).object() : QJsonObject();
        if (event.contains(QLatin1String("error"))) {
            result.problem = QStringLiteral("an error came in the stream: %1")
                                 .arg(serverMessage({.status = 200,
                                                     .contentType = {},
                                                     .server = {},
                                                     .location = {},
                                                     .body = line.mid(5),
                                                     .errorText = {}}));
            return;
        }
        const QJsonArray choices = event.value(QLatin1String("choices")).toArray();
        result.streams = *result.streams || !choices.isEmpty();
        const QJsonObject choice = choices.at(0).toObject();
        hasUsage = hasUsage || event.value(QLatin1String("usage")).isObject()
            || choice.value(QLatin1String("usage")).isObject()
            || choice.value(QLatin1String("delta")).toObject().value(QLatin1String("usage")).isObject();
    }
    if (*result.streams)
        result.reportsUsage = hasUsage;
    else
        result.problem = QStringLiteral("the stream brought nothing: %1").arg(firstWords(chat.body));
}

QString connectionProblem(const HttpAnswer &answer, const QUrl &url)
{
    const QString where = QStringLiteral("%1:%2").arg(url.host()).arg(url.port(url.scheme() == u"https" ? 443 : 80));
    switch (answer.error) {
    case QNetworkReply::ConnectionRefusedError:
        return QStringLiteral("nothing listens on %1; is the server running?").arg(where);
    case QNetworkReply::HostNotFoundError:
        return QStringLiteral("the host \"%1\" is not known; check its name").arg(url.host());
    case QNetworkReply::SslHandshakeFailedError:
        return QStringLiteral("no secure connection to %1: %2").arg(where, answer.errorText);
    case QNetworkReply::RemoteHostClosedError:
        return QStringLiteral("%1 closed the connection without an answer; is it %2?")
            .arg(where,
                 url.scheme() == u"https" ? QStringLiteral("really https")
                                          : QStringLiteral("an HTTP server, and not https"));
    default:
        return QStringLiteral("no HTTP answer from %1: %2").arg(where, answer.errorText);
    }
}

}
