// SPDX-License-Identifier: Apache-2.0
#include "endpoints/keyfield.h"

#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "endpoint/keyring.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

namespace streamgauge {

KeyField::KeyField(QWidget *parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_name(new QLineEdit(this))
    , m_storeRow(new QWidget(this))
    , m_key(new QLineEdit(m_storeRow))
    , m_store(secondaryButton(tr("Store in keyring"), m_storeRow))
    , m_note(noteLabel({}, this))
{
    m_kind->addItems({tr("None"), tr("Environment variable"), tr("Keyring entry")});
    m_kind->setAccessibleName(tr("Where the API key is"));
    m_name->setAccessibleName(tr("Name of the variable or the entry"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setPlaceholderText(tr("Paste the key to store it"));
    m_key->setAccessibleName(tr("API key, to be stored in the keyring"));

    auto *first = new QHBoxLayout;
    first->setSpacing(spacing::small);
    first->addWidget(m_kind);
    first->addWidget(m_name, 1);
    auto *second = new QHBoxLayout(m_storeRow);
    second->setContentsMargins(0, 0, 0, 0);
    second->setSpacing(spacing::small);
    second->addWidget(m_key, 1);
    second->addWidget(m_store);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::small);
    column->addLayout(first);
    column->addWidget(m_storeRow);
    column->addWidget(m_note);

    connect(m_kind, &QComboBox::currentIndexChanged, this, &KeyField::update);
    connect(m_name, &QLineEdit::textChanged, this, &KeyField::update);
    connect(m_key, &QLineEdit::textChanged, this, &KeyField::update);
    connect(m_store, &QPushButton::clicked, this, &KeyField::store);
    update();
}

SecretReference KeyField::reference() const
{
    const auto kind = static_cast<SecretReference::Kind>(m_kind->currentIndex());
    if (kind == SecretReference::Kind::None)
        return {};
    return {kind, m_name->text().trimmed(), m_header};
}

void KeyField::setReference(const SecretReference &reference)
{
    m_kind->setCurrentIndex(static_cast<int>(reference.kind));
    m_name->setText(reference.name);
    m_header = reference.header;
}

QString KeyField::problem() const
{
    const SecretReference current = reference();
    if (current.kind == SecretReference::Kind::None || !current.name.isEmpty())
        return {};
    return current.kind == SecretReference::Kind::Environment ? tr("Name the environment variable that holds the key.")
                                                              : tr("Name the keyring entry that holds the key.");
}

void KeyField::update()
{
    const SecretReference current = reference();
    const bool keyring = current.kind == SecretReference::Kind::Keyring;
    m_name->setVisible(current.kind != SecretReference::Kind::None);
    m_name->setPlaceholderText(keyring ? tr("Name of the entry, such as my-server") : tr("Name, such as VLLM_API_KEY"));
    m_storeRow->setVisible(keyring);
    m_store->setEnabled(!current.name.isEmpty() && !m_key->text().isEmpty());
    showText(m_note,
             current.kind == SecretReference::Kind::None ? QString()
                                                         : tr("Only the name is saved, never the key itself."));
    Q_EMIT changed();
}

void KeyField::store()
{
    const QString name = reference().name;
    const QString key = m_key->text();
    m_key->clear();
    m_note->setText(tr("Asking the keyring…"));
    storeInKeyring(name, key, [guard = QPointer<KeyField>(this), name](const Expected<void> &stored) {
        if (guard)
            guard->m_note->setText(stored ? tr("Stored in the keyring as “%1”.").arg(name) : stored.error().toString());
    });
}

}
