// SPDX-License-Identifier: Apache-2.0
#include "suites/suitelist.h"

#include "suitestore.h"

#include <QSignalBlocker>

namespace streamgauge {

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int itemHeight = 34;
constexpr int headingHeight = 28;

void addHeading(QListWidget *list, const QString &title)
{
    auto *item = new QListWidgetItem(title, list);
    item->setFlags(Qt::NoItemFlags);
    item->setSizeHint({0, headingHeight});
}

}

SuiteList::SuiteList(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(QStringLiteral("suites"));
    setAccessibleName(tr("Suites"));
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            Q_EMIT chosen();
    });
}

void SuiteList::setEntries(const std::vector<SuiteEntry> &entries)
{
    const QString wanted = currentId();
    const QSignalBlocker blocker(this);
    clear();
    bool own = false;
    addHeading(this, tr("Bundled"));
    for (const SuiteEntry &entry : entries) {
        if (!entry.bundled && !std::exchange(own, true))
            addHeading(this, tr("Yours"));
        auto *item = new QListWidgetItem(entry.suite ? entry.title : tr("%1 (has an error)").arg(entry.title), this);
        item->setData(idRole, entry.id);
        item->setSizeHint({0, itemHeight});
        item->setToolTip(entry.problem ? entry.problem->toString() : entry.title);
    }
    select(wanted);
    if (currentId().isEmpty() && !entries.empty())
        select(entries.front().id);
}

QString SuiteList::currentId() const
{
    const QListWidgetItem *item = currentItem();
    return item ? item->data(idRole).toString() : QString();
}

void SuiteList::select(const QString &id)
{
    for (int row = 0; row < count(); ++row)
        if (!id.isEmpty() && item(row)->data(idRole).toString() == id)
            setCurrentRow(row);
}

}
