// SPDX-License-Identifier: Apache-2.0
#include "controls/textdialog.h"

#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/spacing.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr int leastWidth = 460;
constexpr int linesHeight = 120;

}

TextDialog::TextDialog(Kind kind, const QString &title, const QString &explanation,
                       std::function<QString(const QString &)> problemOf, QWidget *parent)
    : QDialog(parent)
    , m_problemOf(std::move(problemOf))
    , m_error(errorLabel(this))
    , m_accept(primaryButton(tr("OK"), this))
{
    setWindowTitle(title);
    setMinimumWidth(leastWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::page, spacing::page, spacing::page, spacing::large);
    column->setSpacing(spacing::medium);
    column->addWidget(headingLabel(title, this));
    column->addWidget(noteLabel(explanation, this));
    if (kind == Kind::Line) {
        m_line = new QLineEdit(this);
        column->addWidget(m_line);
        connect(m_line, &QLineEdit::textChanged, this, &TextDialog::check);
    } else {
        m_lines = new QPlainTextEdit(this);
        m_lines->setTabChangesFocus(true);
        m_lines->setFixedHeight(linesHeight);
        column->addWidget(m_lines);
        connect(m_lines, &QPlainTextEdit::textChanged, this, &TextDialog::check);
    }
    column->addWidget(m_error);
    auto *row = new QHBoxLayout;
    row->addStretch();
    QPushButton *cancel = secondaryButton(tr("Cancel"), this);
    row->addWidget(cancel);
    row->addWidget(m_accept);
    column->addLayout(row);
    m_accept->setDefault(true);
    QWidget *field = m_line ? static_cast<QWidget *>(m_line) : m_lines;
    setTabOrder(field, m_accept);
    setTabOrder(m_accept, cancel);
    field->setFocus();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT chosen(text()); });
}

QString TextDialog::text() const
{
    return m_line ? m_line->text().trimmed() : m_lines->toPlainText();
}

void TextDialog::setText(const QString &text)
{
    if (m_line) {
        m_line->setText(text);
        m_line->selectAll();
    } else {
        m_lines->setPlainText(text);
        m_lines->moveCursor(QTextCursor::End);
    }
}

void TextDialog::setPlaceholder(const QString &text)
{
    if (m_line)
        m_line->setPlaceholderText(text);
    else
        m_lines->setPlaceholderText(text);
}

void TextDialog::check()
{
    const QString problem = m_problemOf(text());
    showText(m_error, problem);
    m_accept->setEnabled(problem.isEmpty());
}

}
