// SPDX-License-Identifier: Apache-2.0
#include "suites/testsmodel.h"

#include "suites/suitefacts.h"

#include <QLocale>

namespace streamgauge {

namespace {

bool isNumber(int column)
{
    return column == TestsModel::Prompt || column == TestsModel::MaxTokens;
}

QString textOf(const Test &test, int column)
{
    switch (column) {
    case TestsModel::Name:
        return test.name;
    case TestsModel::Purpose:
        return test.purpose;
    case TestsModel::KeyMetric:
        return metricTitle(test.keyMetric);
    case TestsModel::Prompt:
        if (test.dataset)
            return TestsModel::tr("dataset");
        return test.promptTokens ? TestsModel::tr("%1 tokens").arg(QLocale().toString(*test.promptTokens))
                                 : QLocale().toString(promptWords(test));
    case TestsModel::MaxTokens:
        return QLocale().toString(test.maxTokens);
    default:
        return {};
    }
}

}

void TestsModel::setTests(std::vector<Test> tests)
{
    beginResetModel();
    m_tests = std::move(tests);
    endResetModel();
}

int TestsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tests.size());
}

int TestsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TestsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Test &test = m_tests[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return textOf(test, index.column());
    if (role == Qt::ToolTipRole)
        return textOf(test, index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QVariant TestsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount] {tr("Test"), tr("Purpose"), tr("Key metric"), tr("Prompt, words"),
                                       tr("Max tokens")};
    return titles[section];
}

}
