// SPDX-License-Identifier: Apache-2.0
#include "endpoints/requestform.h"

#include "controls/labels.h"
#include "controls/spacing.h"

#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

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
    connect(m_headers, &QPlainTextEdit::textChanged, this, &RequestForm::validate);
    connect(m_body, &QPlainTextEdit::textChanged, this, &RequestForm::validate);
}

void RequestForm::setEndpoint(const Endpoint &endpoint)
{
    QStringList lines;
    for (const auto &[name, value] : endpoint.headers)
        lines.append(QStringLiteral("%1: %2").arg(name, value));
    m_headers->setPlainText(lines.join(QLatin1Char('\n')));
    m_body->setPlainText(endpoint.body.isEmpty() ? QString()
                                                 : QString::fromUtf8(QJsonDocument(endpoint.body).toJson()).trimmed());
}

void RequestForm::writeTo(Endpoint &endpoint) const
{
    QString problem;
    endpoint.headers = parseHeaders(m_headers->toPlainText(), &problem);
    endpoint.body = parseBody(m_body->toPlainText(), &problem);
}

bool RequestForm::validate()
{
    QString headersProblem;
    QString bodyProblem;
    parseHeaders(m_headers->toPlainText(), &headersProblem);
    parseBody(m_body->toPlainText(), &bodyProblem);
    showText(m_headersError, headersProblem);
    showText(m_bodyError, bodyProblem);
    return headersProblem.isEmpty() && bodyProblem.isEmpty();
}

}
