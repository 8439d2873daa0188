// SPDX-License-Identifier: Apache-2.0
#include "controls/notice.h"

#include "controls/buttons.h"
#include "controls/spacing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

namespace streamgauge {

namespace {

QString nameOf(Notice::Level level)
{
    switch (level) {
    case Notice::Level::Info:
        return QStringLiteral("info");
    case Notice::Level::Good:
        return QStringLiteral("good");
    case Notice::Level::Warning:
        return QStringLiteral("warning");
    case Notice::Level::Error:
        return QStringLiteral("error");
    }
    return {};
}

}

Notice::Notice(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_action(secondaryButton({}, this))
    , m_secondAction(secondaryButton({}, this))
    , m_close(new QToolButton(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setText(QStringLiteral("✕"));
    m_close->setToolTip(tr("Dismiss"));
    m_action->hide();
    m_secondAction->hide();
    m_close->hide();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::medium, spacing::small, spacing::medium, spacing::small);
    row->setSpacing(spacing::medium);
    row->addWidget(m_text, 1);
    row->addWidget(m_secondAction, 0, Qt::AlignVCenter);
    row->addWidget(m_action, 0, Qt::AlignVCenter);
    row->addWidget(m_close, 0, Qt::AlignTop);

    connect(m_action, &QPushButton::clicked, this, &Notice::actionTriggered);
    connect(m_secondAction, &QPushButton::clicked, this, &Notice::secondActionTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    hide();
}

Notice::Notice(Level level, const QString &text, QWidget *parent)
    : Notice(parent)
{
    say(level, text);
}

void Notice::say(Level level, const QString &text, const QString &title)
{
    setProperty("notice", nameOf(level));
    for (QWidget *widget : {static_cast<QWidget *>(this), static_cast<QWidget *>(m_text)}) {
        style()->unpolish(widget);
        style()->polish(widget);
    }
    const QString body = text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    m_text->setText(title.isEmpty() ? body : QStringLiteral("<b>%1</b> %2").arg(title.toHtmlEscaped(), body));
    setAccessibleName(title.isEmpty() ? text : title + QLatin1Char(' ') + text);
    fit();
    show();
}

// Layouts take a text that wraps for lower than it is and would lay the next thing over it.
void Notice::fit()
{
    layout()->activate();
    if (layout()->hasHeightForWidth())
        setMinimumHeight(layout()->heightForWidth(width()));
}

void Notice::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fit();
}

void Notice::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
    fit();
}

void Notice::setSecondAction(const QString &text)
{
    m_secondAction->setText(text);
    m_secondAction->setVisible(!text.isEmpty());
    fit();
}

void Notice::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

QString Notice::text() const
{
    return accessibleName();
}

}
