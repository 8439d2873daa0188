// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

namespace streamgauge {

/// Every shortcut of the window at a glance; taken from the window's own actions, so that it cannot be out of date.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent = nullptr);
};

}
