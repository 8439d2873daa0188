// SPDX-License-Identifier: Apache-2.0
#include "navigation.h"

#include "controls/labels.h"
#include "controls/spacing.h"

#include <QButtonGroup>
#include <QDragEnterEvent>
#include <QKeySequence>
#include <QPushButton>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr int navigationWidth = 188;
constexpr int springDelay_ms = 350; // long enough not to open a page that is only crossed

}

Navigation::Navigation(QWidget *parent)
    : QFrame(parent)
    , m_column(new QVBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    setProperty("navigation", true);
    setFixedWidth(navigationWidth);
    m_column->setContentsMargins(spacing::medium, spacing::large, spacing::medium, spacing::large);
    m_column->setSpacing(spacing::tight);
    QLabel *name = titleLabel(QStringLiteral("Streamgauge"), this);
    name->setProperty("role", QStringLiteral("brand"));
    m_column->addWidget(name);
    m_column->addSpacing(spacing::medium);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool checked) {
        if (checked)
            Q_EMIT pageChosen(index);
    });
    m_springTimer.setSingleShot(true);
    m_springTimer.setInterval(springDelay_ms);
    connect(&m_springTimer, &QTimer::timeout, this, [this] { setCurrent(m_acceptor); });
}

int Navigation::addPage(const QString &title, const QKeySequence &shortcut)
{
    const int index = static_cast<int>(m_group->buttons().size());
    auto *button = new QPushButton(title, this);
    button->setProperty("kind", QStringLiteral("navigation"));
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(QStringLiteral("%1  (%2)").arg(title, shortcut.toString(QKeySequence::NativeText)));
    m_group->addButton(button, index);
    m_column->addWidget(button);
    return index;
}

void Navigation::addSpace()
{
    m_column->addStretch();
}

void Navigation::setCurrent(int index)
{
    if (QAbstractButton *button = m_group->button(index))
        button->setChecked(true);
}

void Navigation::setAcceptor(int index, std::function<bool(const QMimeData &)> accepts)
{
    m_acceptor = index;
    m_accepts = std::move(accepts);
    setAcceptDrops(true);
}

bool Navigation::isOverAcceptor(const QPoint &position) const
{
    const QAbstractButton *button = m_group->button(m_acceptor);
    return button && button->geometry().contains(position);
}

void Navigation::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_accepts || !m_accepts(*event->mimeData()))
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void Navigation::dragMoveEvent(QDragMoveEvent *event)
{
    const bool over = isOverAcceptor(event->position().toPoint());
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(over);
    if (!over)
        m_springTimer.stop();
    else if (!m_springTimer.isActive())
        m_springTimer.start();
}

void Navigation::dragLeaveEvent(QDragLeaveEvent *)
{
    m_springTimer.stop();
}

void Navigation::dropEvent(QDropEvent *event)
{
    m_springTimer.stop();
    event->setDropAction(Qt::CopyAction);
    event->accept();
    Q_EMIT dataDropped(m_acceptor, event->mimeData());
}

}
