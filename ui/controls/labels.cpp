// SPDX-License-Identifier: Apache-2.0
#include "controls/labels.h"

namespace streamgauge {

namespace {

QLabel *label(const QString &text, const char *role, QWidget *parent)
{
    auto *result = new QLabel(text, parent);
    result->setTextFormat(Qt::PlainText);
    result->setProperty("role", QLatin1String(role));
    return result;
}

}

QLabel *headingLabel(const QString &text, QWidget *parent)
{
    return label(text, "heading", parent);
}

QLabel *titleLabel(const QString &text, QWidget *parent)
{
    return label(text, "title", parent);
}

QLabel *bodyLabel(const QString &text, QWidget *parent)
{
    QLabel *result = label(text, "body", parent);
    result->setWordWrap(true);
    return result;
}

QLabel *mutedLabel(const QString &text, QWidget *parent)
{
    return label(text, "muted", parent);
}

QLabel *noteLabel(const QString &text, QWidget *parent)
{
    QLabel *result = label(text, "note", parent);
    result->setWordWrap(true);
    return result;
}

QLabel *errorLabel(QWidget *parent)
{
    QLabel *result = label({}, "error", parent);
    result->setWordWrap(true);
    result->hide();
    return result;
}

void showText(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

}
