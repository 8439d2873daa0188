// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

#include <functional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace streamgauge {

/// Asks for one line of text, or for several.
class TextDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Kind { Line, Lines };

    /// @p problemOf: what is wrong with a text, in a sentence; empty where nothing is.
    TextDialog(Kind kind, const QString &title, const QString &explanation,
               std::function<QString(const QString &)> problemOf, QWidget *parent);

    void setText(const QString &text);
    void setPlaceholder(const QString &text);

Q_SIGNALS:
    void chosen(const QString &text);

private:
    QString text() const;
    void check();

    std::function<QString(const QString &)> m_problemOf;
    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_lines = nullptr;
    QLabel *m_error;
    QPushButton *m_accept;
};

}
