// SPDX-License-Identifier: Apache-2.0
#include "run/answercard.h"

#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextCursor>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr int mostCharacters = 2000; ///< more than the card can show

}

AnswerCard::AnswerCard(QWidget *parent)
    : Card(parent)
    , m_text(new QPlainTextEdit(this))
{
    setTitle(tr("Answer"));
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setStyleSheet(QStringLiteral("QPlainTextEdit, QPlainTextEdit:read-only, QPlainTextEdit:focus"
                                         " { background: transparent; border: 0; padding: 0; }"));
    m_text->document()->setDocumentMargin(0);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(40);
    m_text->setAccessibleName(tr("The answer as it streams"));
    m_text->setPlaceholderText(tr("The first token of an answer is still to come."));
    body()->addWidget(m_text, 1);
}

void AnswerCard::clear()
{
    m_shown.clear();
    m_text->clear();
    setTitle(tr("Answer"));
    setNote({});
}

void AnswerCard::setSnapshot(const LiveSnapshot &snapshot)
{
    const LiveAnswer &answer = snapshot.answer;
    if (answer.text.isEmpty())
        return;
    const auto endpoint = static_cast<std::size_t>(answer.endpoint);
    const QString label = endpoint < snapshot.endpoints.size() ? snapshot.endpoints[endpoint].label : QString();
    setTitle(answer.reasoning ? tr("Reasoning of %1").arg(label) : tr("Answer of %1").arg(label));
    setNote(answer.chunks == 1 ? tr("1 chunk") : tr("%1 chunks").arg(answer.chunks));

    if (answer.text == m_shown)
        return;
    if (!m_shown.isEmpty() && answer.text.startsWith(m_shown) && answer.text.size() <= mostCharacters) {
        QTextCursor end(m_text->document());
        end.movePosition(QTextCursor::End);
        end.insertText(answer.text.mid(m_shown.size()));
    } else {
        m_text->setPlainText(answer.text.right(mostCharacters));
    }
    m_shown = answer.text;
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

}
