// SPDX-License-Identifier: Apache-2.0
#include "endpoint/probe.h"

#include "endpoint/endpointsfile.h"
#include "endpoint/probeanswers.h"
#include "endpoint/secrets.h"
#include "run/requestbody.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QPointer>
#include <QTimer>
#include <QUrl>

namespace streamgauge {

namespace {

constexpr auto timeLimit = 9s;        // finished() comes within 10 s, on a busy machine too
constexpr auto enginePagesLimit = 2s; ///< after the models have come; they only tell the engine's name
constexpr qsizetype shortestKeyToHide = 4;

QByteArray chatBody(const Endpoint &endpoint, const QString &model, bool withUsage)
{
    QJsonObject body = endpoint.body;
    body[QLatin1String("model")] = model;
    body[QLatin1String("messages")] = QJsonArray {QJsonObject {{QStringLiteral("role"), QStringLiteral("user")},
                                                               {QStringLiteral("content"), QStringLiteral("Hi")}}};
    body[QLatin1String(body.contains(QLatin1String("max_completion_tokens")) ? "max_completion_tokens"
                                                                             : "max_tokens")] = 1;
    body[QLatin1String("stream")] = true;
    if (withUsage)
        body[QLatin1String("stream_options")] = QJsonObject {{QStringLiteral("include_usage"), true}};
    else
        body.remove(QLatin1String("stream_options"));
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

/// A request of one token, to the interface that will be measured.
QByteArray smallBody(Endpoint endpoint, const QString &model, bool withExtras)
{
    if (endpoint.api == Api::Chat)
        return chatBody(endpoint, model, withExtras);
    constexpr int responsesAllowNoLess = 16;
    endpoint.model = model;
    Test test;
    test.messages = {{.role = QStringLiteral("user"), .content = QStringLiteral("Hi")}};
    test.maxTokens = endpoint.api == Api::Responses ? responsesAllowNoLess : 1;
    return requestBody(endpoint, test, {.uniqueLine = {}, .engine = {}, .extras = withExtras});
}

}

struct Probe::State
{
    State(Probe *owner, Endpoint probed, ProbeDepth wanted)
        : probe(owner)
        , endpoint(std::move(probed))
        , depth(wanted)
    {
    }

    void askAll(const QString &baseUrl);
    void takeModels(HttpAnswer answer);
    void takePage(HttpAnswer ProbePages::*page, HttpAnswer answer);
    void askChat(bool withUsage);
    void takeChat(HttpAnswer answer, bool withUsage);
    void finishIfComplete();
    void giveUp();
    void finish(ProbeResult result);
    QNetworkRequest request(const QString &url) const;

    Probe *probe;
    Endpoint endpoint;
    ProbeDepth depth;
    QNetworkAccessManager manager;
    QTimer deadline;
    QTimer pagesDeadline;
    QString base;
    QString key;
    ProbePages pages;
    int openPages = 0;
    std::optional<HttpAnswer> chat;
    bool modelsCame = false;
    bool finished = false;
};

QNetworkRequest Probe::State::request(const QString &url) const
{
    return endpointRequest(endpoint, key, url);
}

void Probe::State::askAll(const QString &baseUrl)
{
    base = baseUrl;
    manager.setProxy(proxyFor(QUrl(base)));
    fetch(manager, request(base + QStringLiteral("/models")), {}, probe,
          [this](HttpAnswer answer) { takeModels(std::move(answer)); });
    const std::pair<const char *, HttpAnswer ProbePages::*> enginePages[] = {
        {"/version", &ProbePages::version},
        {"/props", &ProbePages::props},
        {"/server_info", &ProbePages::serverInfo},
        {"/api/version", &ProbePages::apiVersion},
    };
    for (const auto &[path, page] : enginePages) {
        ++openPages;
        fetch(manager, request(serverRoot(base) + QLatin1String(path)), {}, probe,
              [this, page = page](HttpAnswer answer) { takePage(page, std::move(answer)); });
    }
}

void Probe::State::takeModels(HttpAnswer answer)
{
    if (finished)
        return;
    modelsCame = true;
    pages.models = std::move(answer);
    if (pages.models.status == 0) {
        ProbeResult result;
        result.problem = connectionProblem(pages.models, QUrl(base));
        return finish(result);
    }
    pagesDeadline.start(enginePagesLimit);
    if (depth == ProbeDepth::Test && readPages(endpoint, pages).usable())
        askChat(true);
    finishIfComplete();
}

void Probe::State::takePage(HttpAnswer ProbePages::*page, HttpAnswer answer)
{
    pages.*page = std::move(answer);
    --openPages;
    finishIfComplete();
}

void Probe::State::askChat(bool withUsage)
{
    QNetworkRequest post = request(requestUrl(base, endpoint.api));
    post.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const QByteArray body = smallBody(endpoint, readPages(endpoint, pages).model, withUsage);
    fetch(manager, post, body, probe, [this, withUsage](HttpAnswer answer) { takeChat(std::move(answer), withUsage); });
}

void Probe::State::takeChat(HttpAnswer answer, bool withUsage)
{
    if (finished)
        return;
    // A strict server may know no stream_options.
    if (withUsage && (answer.status == 400 || answer.status == 422))
        return askChat(false);
    chat = std::move(answer);
    finishIfComplete();
}

void Probe::State::finishIfComplete()
{
    const bool pagesAreOver = openPages == 0 || (modelsCame && !pagesDeadline.isActive());
    if (finished || !modelsCame || !pagesAreOver)
        return;
    ProbeResult result = readPages(endpoint, pages);
    if (depth == ProbeDepth::Test && result.usable()) {
        if (!chat)
            return;
        if (chat->status == 0)
            result.problem =
                QStringLiteral("a one-token chat completion failed: %1").arg(connectionProblem(*chat, QUrl(base)));
        else
            readChat(endpoint, *chat, result);
    }
    finish(std::move(result));
}

void Probe::State::giveUp()
{
    ProbeResult result;
    if (modelsCame) {
        result = readPages(endpoint, pages);
        result.problem = QStringLiteral("no answer to a one-token chat completion within %1 s; the model may still be "
                                        "loading, or busy")
                             .arg(std::chrono::seconds(timeLimit).count());
    } else {
        result.problem = QStringLiteral("no answer within %1 s").arg(std::chrono::seconds(timeLimit).count());
    }
    finish(std::move(result));
}

void Probe::State::finish(ProbeResult result)
{
    if (finished)
        return;
    finished = true;
    deadline.stop();
    pagesDeadline.stop();
    // Some servers repeat the key in their error.
    if (key.size() >= shortestKeyToHide)
        result.problem.replace(key, QStringLiteral("•••"));
    // Through the event loop: the receiver may delete the probe, which must not happen inside a reply's signal.
    QMetaObject::invokeMethod(
        probe, [self = probe, result = std::move(result)] { Q_EMIT self->finished(result); }, Qt::QueuedConnection);
}

Probe::Probe(Endpoint endpoint, ProbeDepth depth, QObject *parent)
    : QObject(parent)
    , m_state(std::make_shared<State>(this, std::move(endpoint), depth))
{
}

void Probe::start()
{
    m_state->deadline.setSingleShot(true);
    m_state->pagesDeadline.setSingleShot(true);
    connect(&m_state->deadline, &QTimer::timeout, this, [this] { m_state->giveUp(); });
    connect(&m_state->pagesDeadline, &QTimer::timeout, this, [this] { m_state->finishIfComplete(); });
    m_state->deadline.start(timeLimit);

    const auto fail = [this](const QString &problem) {
        ProbeResult result;
        result.problem = problem;
        m_state->finish(result);
    };
    const auto base = normalizedBaseUrl(m_state->endpoint.url);
    if (!base)
        return fail(base.error().toString());
    resolveSecret(m_state->endpoint.apiKey,
                  [self = QPointer(this), fail, url = *base](const Expected<QString> &secret) {
                      if (!self || self->m_state->finished)
                          return;
                      if (!secret)
                          return fail(secret.error().toString());
                      self->m_state->key = *secret;
                      self->m_state->askAll(url);
                  });
}

}

#include "moc_probe.cpp"
