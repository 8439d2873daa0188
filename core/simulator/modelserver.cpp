// SPDX-License-Identifier: Apache-2.0
#include "simulator/modelserver.h"

#include "simulator/prometheustext.h"
#include "simulator/simulatedtokenizer.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

namespace streamgauge {

namespace {

constexpr int backlog = 1024; // a thousand clients may connect at once

EngineOptions engineOptions(const SimulatorProfile &profile, const SimulatorOptions &options)
{
    return {.coldStart = options.coldStart,
            .prefixCache = options.prefixCache,
            .seed = promptSeed(options.seed, tokenize(profile.name))};
}

void respondWith(HttpConnection &connection, const ApiError &error)
{
    connection.respond(error.status, errorBody(error));
}

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

}

ModelServer::ModelServer(SimulatorProfile profile, Suite suite, const SimulatorOptions &options, DeviceRunner &runner)
    : m_profile(std::move(profile))
    , m_suite(std::move(suite))
    , m_options(options)
    , m_started_s(QDateTime::currentSecsSinceEpoch())
    , m_runner(runner)
{
    m_server.setListenBacklogSize(backlog);
    m_server.setMaxPendingConnections(backlog);
    connect(&m_server, &QTcpServer::newConnection, this, &ModelServer::acceptConnections);
}

Expected<quint16> ModelServer::listen(quint16 port)
{
    if (m_server.listen(QHostAddress::LocalHost, port)) {
        m_engine = m_runner.addEngine(m_profile, engineOptions(m_profile, m_options),
                                      [this](const EngineToken &token) { takeToken(token); });
        return m_server.serverPort();
    }
    const QString what = m_server.serverError() == QAbstractSocket::AddressInUseError
        ? QStringLiteral("port %1 is in use; choose another, or 0 for any free one").arg(port)
        : m_server.errorString();
    return std::unexpected(Error {Error::Code::Network, what, QStringLiteral("127.0.0.1:%1").arg(port)});
}

void ModelServer::acceptConnections()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        auto *connection = new HttpConnection(socket, this);
        connect(connection, &HttpConnection::requestReceived, this,
                [this, connection](const HttpRequest &request) { handleRequest(*connection, request); });
        connect(connection, &HttpConnection::closed, this, [this, connection] { forget(connection); });
    }
}

void ModelServer::handleRequest(HttpConnection &connection, const HttpRequest &request)
{
    using Handler = void (*)(ModelServer &, HttpConnection &, const HttpRequest &);
    struct Route
    {
        QByteArrayView path;
        QByteArrayView method;
        Handler handle;
    };
    static constexpr Route routes[] = {
        {"/v1/chat/completions", "POST", [](auto &server, auto &to, auto &from) { server.handleChat(to, from.body); }},
        {"/tokenize", "POST", [](auto &server, auto &to, auto &from) { server.handleTokenize(to, from.body); }},
        {"/reset_prefix_cache", "POST",
         [](auto &server, auto &to, auto &) {
             server.m_runner.forgetCache(server.m_engine);
             to.respond(200, {});
         }},
        {"/v1/models", "GET", [](auto &server, auto &to, auto &) { to.respond(200, server.models()); }},
        {"/health", "GET", [](auto &, auto &to, auto &) { to.respond(200, {}); }},
        {"/version", "GET",
         [](auto &, auto &to, auto &) {
             to.respond(200, "{\"version\":\"" STREAMGAUGE_VERSION "\",\"simulated\":true}");
         }},
        {"/metrics", "GET",
         [](auto &server, auto &to, auto &) {
             to.respond(200, prometheusText(server.m_profile.model, server.m_runner.counters(server.m_engine)),
                        "text/plain; version=0.0.4; charset=utf-8");
         }},
    };
    for (const Route &route : routes) {
        if (request.path != route.path)
            continue;
        if (request.method == route.method)
            return route.handle(*this, connection, request);
        return connection.respond(405, "{\"detail\":\"Method Not Allowed\"}", "application/json",
                                  "Allow: " + route.method.toByteArray() + "\r\n");
    }
    connection.respond(404, "{\"detail\":\"Not Found\"}");
}

QByteArray ModelServer::models() const
{
    const QJsonObject model {{QStringLiteral("id"), m_profile.model},
                             {QStringLiteral("object"), QStringLiteral("model")},
                             {QStringLiteral("created"), m_started_s},
                             {QStringLiteral("owned_by"), QStringLiteral("streamgauge-simulator")},
                             {QStringLiteral("root"), m_profile.model},
                             {QStringLiteral("parent"), QJsonValue::Null},
                             {QStringLiteral("max_model_len"), *m_profile.deployment.maxModelLen}};
    return toJson({{QStringLiteral("object"), QStringLiteral("list")}, {QStringLiteral("data"), QJsonArray {model}}});
}

void ModelServer::handleTokenize(HttpConnection &connection, const QByteArray &body)
{
    const auto tokens = parseTokenizeRequest(body, m_profile);
    if (!tokens)
        return respondWith(connection, tokens.error());
    QJsonArray list;
    for (const std::uint32_t token : *tokens)
        list.append(static_cast<qint64>(token));
    connection.respond(200,
                       toJson({{QStringLiteral("count"), list.size()},
                               {QStringLiteral("max_model_len"), *m_profile.deployment.maxModelLen},
                               {QStringLiteral("tokens"), list},
                               {QStringLiteral("token_strs"), QJsonValue::Null}}));
}

void ModelServer::handleChat(HttpConnection &connection, const QByteArray &body)
{
    ApiResult<ChatRequest> request = parseChatRequest(body, m_profile);
    if (!request)
        return respondWith(connection, request.error());

    const quint64 id = m_nextId++;
    const quint64 seed = promptSeed(m_options.seed + (request->greedy ? 0 : ++m_requests), request->prompt);
    const auto known = knownAnswer(m_profile, m_suite, request->lastUserMessage());
    const AnswerPlan plan = planAnswer(m_profile, known, request->limits, seed);
    m_exchanges.emplace(id,
                        Exchange {.connection = &connection,
                                  .response = ChatResponse(m_profile, *request, plan, seed,
                                                           "chatcmpl-simulated-" + QByteArray::number(id),
                                                           QDateTime::currentSecsSinceEpoch()),
                                  .stream = request->stream});
    if (request->stream)
        connection.beginStream();
    if (!m_exchanges.contains(id)) // the client is gone already
        return;
    m_runner.submit(m_engine,
                    {.id = id,
                     .prompt = std::move(request->prompt),
                     .outputTokens = plan.tokens,
                     .residual = plan.residual,
                     .uncached = plan.uncached});
}

void ModelServer::takeToken(const EngineToken &token)
{
    const auto found = m_exchanges.find(token.request);
    if (found == m_exchanges.end())
        return;
    Exchange &exchange = found->second;
    if (token.index == 0)
        exchange.response.setCachedTokens(token.cachedTokens);
    HttpConnection &connection = *exchange.connection;
    if (exchange.stream) {
        // As vLLM does: the role comes with the first token, the end with the last.
        QByteArray events = token.index == 0 ? exchange.response.roleEvent() : QByteArray();
        events += exchange.response.tokenEvent(token.index);
        if (token.last)
            events += exchange.response.endEvents();
        connection.write(events);
    }
    if (!token.last)
        return;
    const auto finished = m_exchanges.extract(token.request); // may be gone: a write can find the client gone
    if (finished.empty())
        return;
    if (exchange.stream)
        connection.endStream();
    else
        connection.respond(200, finished.mapped().response.completion());
}

void ModelServer::forget(HttpConnection *connection)
{
    for (auto exchange = m_exchanges.begin(); exchange != m_exchanges.end();) {
        if (exchange->second.connection != connection) {
            ++exchange;
            continue;
        }
        m_runner.cancel(m_engine, exchange->first);
        exchange = m_exchanges.erase(exchange);
    }
}

void ModelServer::reset()
{
    m_requests = 0;
    const auto exchanges = std::exchange(m_exchanges, {});
    for (const auto &[id, exchange] : exchanges)
        exchange.connection->abort();
}

}

#include "moc_modelserver.cpp"
