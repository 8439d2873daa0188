// SPDX-License-Identifier: Apache-2.0
#include "controls/buttons.h"

#include <QKeySequence>
#include <QShortcut>

namespace streamgauge {

namespace {

QPushButton *button(const QString &text, const char *kind, QWidget *parent)
{
    auto *result = new QPushButton(text, parent);
    result->setProperty("kind", QLatin1String(kind));
    result->setAutoDefault(false);
    return result;
}

}

QPushButton *primaryButton(const QString &text, QWidget *parent)
{
    return button(text, "primary", parent);
}

QPushButton *secondaryButton(const QString &text, QWidget *parent)
{
    return button(text, "secondary", parent);
}

QPushButton *quietButton(const QString &text, QWidget *parent)
{
    return button(text, "quiet", parent);
}

QPushButton *dangerButton(const QString &text, QWidget *parent)
{
    return button(text, "danger", parent);
}

void makeLarge(QPushButton *button)
{
    button->setProperty("large", true);
}

void addShortcut(QAbstractButton *button, const QKeySequence &keys, const QString &what)
{
    auto *shortcut = new QShortcut(keys, button);
    QObject::connect(shortcut, &QShortcut::activated, button, [button] { button->click(); });
    button->setToolTip(QStringLiteral("%1  (%2)").arg(what, keys.toString(QKeySequence::NativeText)));
}

}
