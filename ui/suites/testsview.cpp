// SPDX-License-Identifier: Apache-2.0
#include "suites/testsview.h"

#include "controls/labels.h"
#include "controls/spacing.h"
#include "suites/suitefacts.h"
#include "suites/testsmodel.h"

#include <QHeaderView>
#include <QPlainTextEdit>
#include <QTableView>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

void setUp(QTableView *table, TestsModel *model)
{
    table->setModel(model);
    table->setAccessibleName(TestsView::tr("Tests"));
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setProperty("outlined", true);
    table->verticalHeader()->hide();
    constexpr int rowHeight = 40;
    table->verticalHeader()->setDefaultSectionSize(rowHeight);
    QHeaderView *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(TestsModel::Name, QHeaderView::Stretch);
    header->setSectionResizeMode(TestsModel::Purpose, QHeaderView::Stretch);
}

}

TestsView::TestsView(QWidget *parent)
    : QWidget(parent)
    , m_model(new TestsModel(this))
    , m_table(new QTableView(this))
    , m_prompt(new QPlainTextEdit(this))
{
    setUp(m_table, m_model);
    m_prompt->setReadOnly(true);
    m_prompt->setAccessibleName(tr("Prompt of the chosen test"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::small);
    column->addWidget(m_table, 3);
    column->addWidget(titleLabel(tr("Prompt of the chosen test"), this));
    column->addWidget(m_prompt, 2);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TestsView::showPrompt);
}

void TestsView::setTests(const std::vector<Test> &tests)
{
    m_model->setTests(tests);
    m_table->selectRow(0);
    showPrompt();
}

void TestsView::showPrompt()
{
    const int row = m_table->currentIndex().row();
    m_prompt->setPlainText(row >= 0 ? promptText(m_model->tests().at(static_cast<std::size_t>(row))) : QString());
}

}
