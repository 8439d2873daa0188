// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QListWidget>

#include <vector>

namespace streamgauge {

struct SuiteEntry;

/// Bundled suites, then the user's own, each under its heading.
class SuiteList : public QListWidget
{
    Q_OBJECT

public:
    explicit SuiteList(QWidget *parent = nullptr);

    /// The chosen one stays chosen; where it is gone, the first is. Emits nothing.
    void setEntries(const std::vector<SuiteEntry> &entries);

    QString currentId() const;
    void select(const QString &id);

Q_SIGNALS:
    void chosen(); ///< currentId() is another
};

}
