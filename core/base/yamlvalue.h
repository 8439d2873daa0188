// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace streamgauge {

/// A YAML document as data, every part with the line it stands on.
struct YamlValue
{
    enum class Kind { Null, Scalar, List, Map };
    struct Entry;

    Kind kind = Kind::Null;
    int line = 0;        ///< 1-based
    QString text;        ///< of a scalar
    bool quoted = false; ///< the scalar was in quotes or a block: text, whatever it looks like
    std::vector<std::shared_ptr<const YamlValue>> items; ///< of a list
    std::vector<Entry> entries;                          ///< of a map, in the order of the file

    /// The map's value of @p key; null where there is none.
    const YamlValue *find(QStringView key) const;
};

struct YamlValue::Entry
{
    QString key;
    int line = 0;
    std::shared_ptr<const YamlValue> value;
};

/// What readers of a YamlValue throw; the function that calls them turns it into an Error.
struct SchemaError
{
    int line = 0;
    QString message;
};

/// One document of UTF-8 text. Keys that stand twice in a map are an error, and so is what would not be a file
/// made by a person: more than 16 MiB, more than 200,000 values or 32 MiB of text with all aliases written out.
Expected<YamlValue> parseYaml(const QByteArray &yaml, const QString &source);

/// The contents of a text file, at most 16 MiB.
Expected<QByteArray> readTextFile(const QString &path);

}
