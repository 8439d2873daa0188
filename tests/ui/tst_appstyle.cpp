// SPDX-License-Identifier: Apache-2.0
#include "appsettings.h"
#include "appstyle.h"
#include "stylesheet.h"

#include <QApplication>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace streamgauge {

namespace {

// https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
double luminance(const QColor &color)
{
    const auto linear = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double lighter = std::max(luminance(one), luminance(other));
    const double darker = std::min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
}

/// Sees what a widget is told when the theme changes.
class Watcher : public QWidget
{
public:
    int styleChanges = 0;

protected:
    void changeEvent(QEvent *event) override
    {
        styleChanges += event->type() == QEvent::StyleChange ? 1 : 0;
        QWidget::changeEvent(event);
    }
};

}

class TestAppStyle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QFile::remove(AppSettings::path()); }

    void choosingAThemeChangesThePaletteAndTellsEveryWidget()
    {
        AppStyle style(*qApp);
        style.setChoice(ThemeChoice::Light);
        Watcher watcher;
        watcher.show();
        const int before = watcher.styleChanges;
        const QSignalSpy changed(&style, &AppStyle::themeChanged);

        style.setChoice(ThemeChoice::Dark);

        QVERIFY(currentTheme().dark);
        QCOMPARE(changed.size(), 1);
        QVERIFY(watcher.styleChanges > before);
        QCOMPARE(watcher.palette().color(QPalette::Window), Theme::darkTheme().background);
        QCOMPARE(watcher.palette().color(QPalette::WindowText), Theme::darkTheme().text);
    }

    void theChoiceIsRemembered()
    {
        AppStyle(*qApp).setChoice(ThemeChoice::Dark);

        const AppStyle next(*qApp);

        QCOMPARE(next.choice(), ThemeChoice::Dark);
        QVERIFY(currentTheme().dark);
    }

    void everyTokenOfTheStyleSheetIsFilledIn()
    {
        for (const Theme &theme : {Theme::light(), Theme::darkTheme()}) {
            const QString sheet = styleSheet(theme);
            QVERIFY(sheet.size() > 1000);
            const auto end = sheet.indexOf(QLatin1String("*/"));
            QVERIFY2(!sheet.mid(end).contains(QLatin1Char('$')),
                     qPrintable(sheet.mid(sheet.indexOf(QLatin1Char('$'), end), 40)));
        }
    }

    void everyPictureOfTheStyleSheetIsThere()
    {
        const QRegularExpression picture(QStringLiteral("url\\(([^)]*)\\)"));
        for (const Theme &theme : {Theme::light(), Theme::darkTheme()})
            for (auto matches = picture.globalMatch(styleSheet(theme)); matches.hasNext();) {
                const QString path = matches.next().captured(1);
                QVERIFY2(QFile::exists(path), qPrintable(path));
            }
    }

    void textIsLegible_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("surface");
        for (const Theme &theme : {Theme::light(), Theme::darkTheme()}) {
            const char *name = theme.dark ? "dark" : "light";
            QTest::addRow("%s: text on a card", name) << theme.text << theme.surface;
            QTest::addRow("%s: muted text on the page", name) << theme.mutedText << theme.background;
            QTest::addRow("%s: the primary button", name) << onAccent(theme) << theme.accent;
            QTest::addRow("%s: the chosen page", name) << accentText(theme) << theme.accentTint;
            QTest::addRow("%s: an error", name) << theme.bad << badTint(theme);
            QTest::addRow("%s: a warning", name) << theme.warningText << theme.warningTint;
            QTest::addRow("%s: good news", name) << theme.good << goodTint(theme);
        }
    }

    void textIsLegible()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, surface);
        constexpr double aa = 4.5;
        QVERIFY2(contrast(text, surface) >= aa, qPrintable(QString::number(contrast(text, surface))));
    }
};

}

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    streamgauge::TestAppStyle test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_appstyle.moc"
