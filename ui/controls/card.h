// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace streamgauge {

class ElidedLabel;

/// A surface with a hairline border; optionally a title on the left and a note (a unit) on the right of its first line.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);
    explicit Card(const QString &title, const QString &note = {}, QWidget *parent = nullptr);

    QVBoxLayout *body() const { return m_body; } ///< add contents here
    void setTitle(const QString &title);
    void setNote(const QString &note);

private:
    void addHeader();

    QVBoxLayout *m_body;
    ElidedLabel *m_title = nullptr; ///< a long name must not make the page wider
    QLabel *m_note = nullptr;
};

}
