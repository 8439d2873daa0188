// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace streamgauge {

// The type of the application, in its few sizes. All are plain text: what they show may come from a server.
QLabel *headingLabel(const QString &text, QWidget *parent = nullptr); ///< 19 px bold: what a page says first
QLabel *titleLabel(const QString &text, QWidget *parent = nullptr);   ///< 13 px semibold: of a card or a group
QLabel *bodyLabel(const QString &text, QWidget *parent = nullptr);    ///< 13 px, wraps
QLabel *mutedLabel(const QString &text, QWidget *parent = nullptr);   ///< 13 px, muted
QLabel *noteLabel(const QString &text, QWidget *parent = nullptr);    ///< 12 px, muted, wraps
QLabel *errorLabel(QWidget *parent = nullptr);                        ///< 12 px, red, wraps; hidden while empty

/// Shows @p text, or hides the label where it is empty.
void showText(QLabel *label, const QString &text);

}
