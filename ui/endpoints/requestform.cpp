// SPDX-License-Identifier: Apache-2.0
#include "endpoints/requestform.h"

#include "controls/fielderror.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "endpoint/cachereset.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

enum ResetKind { NoReset, PostReset, CommandReset }; // in the order of the entries

using Headers = std::vector<std::pair<QString, QString>>;

/// One "Name: value" a line; @p problem names the first line that is not.
Headers parseHeaders(const QString &text, QString *problem)
{
    Headers headers;
    int number = 0;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const auto colon = line.indexOf(QLatin1Char(':'));
        const QString name = line.left(colon).trimmed();
        if (colon < 1 || name.contains(QLatin1Char(' '))) {
            *problem = RequestForm::tr("Line %1 is no “Name: value”.").arg(number);
            continue;
        }
        if (name.compare(QLatin1String("Authorization"), Qt::CaseInsensitive) == 0) {
            *problem = RequestForm::tr("Line %1: keys do not belong here; name the key under Connection.").arg(number);
            continue;
        }
        headers.emplace_back(name, line.mid(colon + 1).trimmed());
    }
    return headers;
}

int lineOf(const QByteArray &text, int offset)
{
    return static_cast<int>(text.left(offset).count('\n')) + 1;
}

QJsonObject parseBody(const QString &text, QString *problem)
{
    const QByteArray bytes = text.toUtf8();
    if (bytes.trimmed().isEmpty())
        return {};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        *problem = RequestForm::tr("Line %1: %2.").arg(lineOf(bytes, error.offset)).arg(error.errorString());
    else if (!document.isObject())
        *problem = RequestForm::tr("Write an object, such as {\"top_p\": 0.9}.");
    return document.object();
}

QPlainTextEdit *codeEdit(const char *name, QWidget *parent)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setObjectName(QLatin1String(name));
    edit->setProperty("code", true);
    edit->setTabChangesFocus(true);
    return edit;
}

}

RequestForm::RequestForm(QWidget *parent)
    : QWidget(parent)
    , m_headers(codeEdit("headers", this))
    , m_headersError(errorLabel(this))
    , m_body(codeEdit("body", this))
    , m_bodyError(errorLabel(this))
    , m_resetKind(new QComboBox(this))
    , m_reset(new QLineEdit(this))
    , m_resetError(errorLabel(this))
{
    m_headers->setPlaceholderText(QStringLiteral("X-Tenant: benchmarks"));
    m_body->setPlaceholderText(QStringLiteral("{\"chat_template_kwargs\": {\"enable_thinking\": false}}"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, spacing::large, 0, 0);
    column->setSpacing(spacing::tight);
    column->addWidget(titleLabel(tr("Extra headers"), this));
    column->addWidget(noteLabel(tr("One “Name: value” a line, sent with every request."), this));
    column->addWidget(m_headers, 1);
    column->addWidget(m_headersError);
    column->addSpacing(spacing::medium);
    column->addWidget(titleLabel(tr("Extra body fields"), this));
    column->addWidget(noteLabel(tr("A JSON object, merged into the body of every request."), this));
    column->addWidget(m_body, 2);
    column->addWidget(m_bodyError);
    column->addSpacing(spacing::medium);
    addCacheReset();
    connect(m_headers, &QPlainTextEdit::textChanged, this, &RequestForm::validate);
    connect(m_body, &QPlainTextEdit::textChanged, this, &RequestForm::validate);
}

void RequestForm::addCacheReset()
{
    m_resetKind->setObjectName(QStringLiteral("cacheReset"));
    m_resetKind->setAccessibleName(tr("Cache reset"));
    m_resetKind->addItems({tr("Not possible"), tr("POST to the server"), tr("A command")});
    m_reset->setObjectName(QStringLiteral("cacheResetTarget"));
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing::small);
    row->addWidget(m_resetKind);
    row->addWidget(m_reset, 1);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(titleLabel(tr("Cache reset"), this));
    column->addWidget(noteLabel(tr("Before each request of tests with “cold: reset”."), this));
    column->addLayout(row);
    column->addWidget(m_resetError);
    connect(m_resetKind, &QComboBox::currentIndexChanged, this, &RequestForm::refreshCacheReset);
    refreshCacheReset();
}

void RequestForm::refreshCacheReset()
{
    const int kind = m_resetKind->currentIndex();
    m_reset->setEnabled(kind != NoReset);
    m_reset->setAccessibleName(kind == CommandReset ? tr("Command that resets the cache")
                                                    : tr("Path or URL that resets the cache"));
    m_reset->setPlaceholderText(kind == NoReset            ? QString()
                                    : kind == CommandReset ? QStringLiteral("ssh box ollama stop MODEL")
                                                           : QStringLiteral("/reset_prefix_cache"));
    showText(m_resetError, {});
    markInvalid(m_reset, false);
}

QString RequestForm::cacheResetError() const
{
    const int kind = m_resetKind->currentIndex();
    if (kind == NoReset)
        return {};
    Endpoint written;
    writeTo(written);
    QString problem = cacheResetProblem(written.cacheReset);
    if (written.cacheReset.isEmpty())
        problem = kind == PostReset ? tr("write a path of the server such as /reset_prefix_cache")
                                    : tr("write a program and its arguments");
    return problem.isEmpty() ? problem : problem.at(0).toUpper() + problem.mid(1) + QLatin1Char('.');
}

void RequestForm::setEndpoint(const Endpoint &endpoint)
{
    QStringList lines;
    for (const auto &[name, value] : endpoint.headers)
        lines.append(QStringLiteral("%1: %2").arg(name, value));
    m_headers->setPlainText(lines.join(QLatin1Char('\n')));
    m_body->setPlainText(endpoint.body.isEmpty() ? QString()
                                                 : QString::fromUtf8(QJsonDocument(endpoint.body).toJson()).trimmed());
    const CacheReset &reset = endpoint.cacheReset;
    m_resetKind->setCurrentIndex(!reset.command.isEmpty() ? CommandReset : reset.post.isEmpty() ? NoReset : PostReset);
    m_reset->setText(reset.command.isEmpty() ? reset.post : reset.command);
}

void RequestForm::writeTo(Endpoint &endpoint) const
{
    QString problem;
    endpoint.headers = parseHeaders(m_headers->toPlainText(), &problem);
    endpoint.body = parseBody(m_body->toPlainText(), &problem);
    const QString reset = m_reset->text().trimmed();
    const int kind = m_resetKind->currentIndex();
    endpoint.cacheReset = {.post = kind == PostReset ? reset : QString(),
                           .command = kind == CommandReset ? reset : QString()};
}

bool RequestForm::validate()
{
    QString headersProblem;
    QString bodyProblem;
    parseHeaders(m_headers->toPlainText(), &headersProblem);
    parseBody(m_body->toPlainText(), &bodyProblem);
    showText(m_headersError, headersProblem);
    showText(m_bodyError, bodyProblem);
    const QString resetProblem = cacheResetError();
    showText(m_resetError, resetProblem);
    markInvalid(m_reset, !resetProblem.isEmpty());
    return headersProblem.isEmpty() && bodyProblem.isEmpty() && resetProblem.isEmpty();
}

}
