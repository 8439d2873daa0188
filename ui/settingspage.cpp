// SPDX-License-Identifier: Apache-2.0
#include "settingspage.h"

#include "appsettings.h"
#include "appstyle.h"
#include "controls/buttons.h"
#include "controls/card.h"
#include "controls/elidedlabel.h"
#include "controls/labels.h"
#include "controls/notice.h"
#include "controls/page.h"
#include "controls/segmentedcontrol.h"
#include "controls/spacing.h"
#include "endpointstore.h"
#include "reveal.h"
#include "runfile/runlibrary.h"
#include "suitestore.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

const QString folderKey = QStringLiteral("runs/folder");

void addPath(QGridLayout *grid, const QString &what, const QString &path)
{
    const int row = grid->rowCount();
    auto *label = new ElidedLabel(path);
    label->setElideMode(Qt::ElideMiddle);
    auto *show = quietButton(SettingsPage::tr("Show"));
    show->setAccessibleName(SettingsPage::tr("Show %1").arg(what));
    QObject::connect(show, &QPushButton::clicked, show, [path] { revealFile(path); });
    grid->addWidget(mutedLabel(what), row, 0);
    grid->addWidget(label, row, 1);
    grid->addWidget(show, row, 2);
}

}

SettingsPage::SettingsPage(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_runsFolder(new ElidedLabel(runsFolder(), this))
    , m_restart(new Notice(this))
{
    QVBoxLayout *column = makePage(this);
    column->addWidget(headingLabel(tr("Settings"), this));
    column->addWidget(createAppearance());
    column->addWidget(createRuns());
    column->addWidget(createAbout());
    column->addStretch();
}

QString SettingsPage::runsFolder()
{
    return AppSettings().value(folderKey, RunLibrary::defaultFolder()).toString();
}

QWidget *SettingsPage::createAppearance()
{
    auto *card = new Card(tr("Appearance"), {}, this);
    auto *theme = new SegmentedControl({tr("Like the desktop"), tr("Light"), tr("Dark")}, card);
    theme->setObjectName(QStringLiteral("theme"));
    theme->setAccessibleName(tr("Theme"));
    theme->setCurrentIndex(static_cast<int>(m_services.style.choice()));
    connect(theme, &SegmentedControl::currentIndexChanged, this,
            [this](int index) { m_services.style.setChoice(static_cast<ThemeChoice>(index)); });
    card->body()->addWidget(theme);
    return card;
}

QWidget *SettingsPage::createRuns()
{
    auto *card = new Card(tr("Saved runs"), {}, this);
    m_runsFolder->setElideMode(Qt::ElideMiddle);
    auto *choose = secondaryButton(tr("Change…"), card);
    auto *reset = quietButton(tr("Use the default"), card);
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing::small);
    row->addWidget(m_runsFolder, 1);
    row->addWidget(reset);
    row->addWidget(choose);
    card->body()->addLayout(row);
    card->body()->addWidget(m_restart);
    connect(choose, &QPushButton::clicked, this, &SettingsPage::chooseRunsFolder);
    connect(reset, &QPushButton::clicked, this, [this] { setRunsFolder(RunLibrary::defaultFolder()); });
    return card;
}

QWidget *SettingsPage::createAbout()
{
    auto *card = new Card(tr("About Streamgauge"), tr("version %1").arg(QStringLiteral(STREAMGAUGE_VERSION)), this);
    card->body()->addWidget(bodyLabel(
        tr("Measures how fast language models answer, and says when a benchmark is fooling its reader."), card));
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(spacing::large);
    grid->setVerticalSpacing(0);
    addPath(grid, tr("Endpoints"), m_services.endpoints.path());
    addPath(grid, tr("Your suites"), m_services.suites.folder());
    addPath(grid, tr("Settings"), AppSettings::path());
    card->body()->addLayout(grid);
    card->body()->addWidget(noteLabel(tr("Licensed under the Apache License 2.0. Built on Qt %1 (LGPL 3), libcurl "
                                         "(curl licence), simdjson (Apache 2.0), "
                                         "yaml-cpp (MIT), CLI11 (BSD 3-Clause) and QtKeychain (BSD 3-Clause).")
                                          .arg(QLatin1String(qVersion())),
                                      card));
    return card;
}

void SettingsPage::chooseRunsFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of saved runs"), m_runsFolder->text());
    if (!folder.isEmpty())
        setRunsFolder(folder);
}

void SettingsPage::setRunsFolder(const QString &folder)
{
    AppSettings().setValue(folderKey, folder);
    m_runsFolder->setText(folder);
    if (folder == m_services.library.folder())
        m_restart->hide();
    else
        m_restart->say(Notice::Level::Info,
                       tr("Used from the next start. Runs that are already saved stay where they are."));
}

}
