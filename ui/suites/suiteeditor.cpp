// SPDX-License-Identifier: Apache-2.0
#include "suites/suiteeditor.h"

#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/notice.h"
#include "controls/spacing.h"
#include "suite/suiteparser.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QVBoxLayout>

namespace streamgauge {

SuiteEditor::SuiteEditor(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit(this))
    , m_notice(new Notice(this))
    , m_save(primaryButton(tr("Save"), this))
{
    m_edit->setObjectName(QStringLiteral("suiteText"));
    m_edit->setProperty("code", true);
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setAccessibleName(tr("The suite's YAML"));
    m_save->setEnabled(false);
    m_validation.setSingleShot(true);
    m_validation.setInterval(250); // after typing, not while
    addShortcut(m_save, Qt::CTRL | Qt::Key_S, tr("Save the suite"));

    auto *row = new QHBoxLayout;
    row->addWidget(noteLabel(tr("Saved when you leave this suite too, valid or not."), this), 1);
    row->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, spacing::medium, 0, 0);
    column->setSpacing(spacing::small);
    column->addWidget(m_notice);
    column->addWidget(m_edit, 1);
    column->addLayout(row);

    connect(m_edit, &QPlainTextEdit::textChanged, &m_validation, qOverload<>(&QTimer::start));
    connect(&m_validation, &QTimer::timeout, this, &SuiteEditor::validate);
    connect(m_edit, &QPlainTextEdit::modificationChanged, m_save, &QWidget::setEnabled);
    connect(m_edit, &QPlainTextEdit::modificationChanged, this, &SuiteEditor::modificationChanged);
    connect(m_save, &QPushButton::clicked, this, [this] {
        validate();
        Q_EMIT saveRequested();
    });
    connect(m_notice, &Notice::actionTriggered, this, &SuiteEditor::goToProblem);
}

void SuiteEditor::setText(const QString &text, const QString &source, bool readOnly)
{
    m_source = source;
    m_edit->setReadOnly(readOnly);
    m_edit->setPlainText(text);
    m_save->setVisible(!readOnly);
    setModified(false);
    validate();
}

QString SuiteEditor::text() const
{
    return m_edit->toPlainText();
}

bool SuiteEditor::isModified() const
{
    return m_edit->document()->isModified();
}

void SuiteEditor::setModified(bool modified)
{
    m_edit->document()->setModified(modified);
}

QString SuiteEditor::problem() const
{
    return m_problem;
}

void SuiteEditor::validate()
{
    m_validation.stop();
    const auto suite = parseSuite(text().toUtf8(), m_source);
    m_problem.clear();
    m_problemLine = 0;
    if (suite)
        return m_notice->hide();
    m_problemLine = suite.error().line;
    m_problem =
        m_problemLine > 0 ? tr("Line %1: %2").arg(m_problemLine).arg(suite.error().message) : suite.error().message;
    m_notice->say(Notice::Level::Error, m_problem);
    m_notice->setAction(m_problemLine > 0 ? tr("Go to line") : QString());
}

void SuiteEditor::goToProblem()
{
    const QTextBlock block = m_edit->document()->findBlockByNumber(m_problemLine - 1);
    if (!block.isValid())
        return;
    QTextCursor cursor(block);
    cursor.select(QTextCursor::LineUnderCursor);
    m_edit->setTextCursor(cursor);
    m_edit->centerCursor();
    m_edit->setFocus();
}

}
