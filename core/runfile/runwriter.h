// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "runfile/run.h"

#include <memory>

namespace streamgauge {

/// Appends to a run file from a thread of its own. Every line is handed to the operating system as soon as it is
/// written, so that a killed program loses at most the last one. push() never waits for the disk.
class RunWriter
{
public:
    /// Creates @p path (its folder too) and writes the header line; refuses to overwrite.
    static Expected<std::unique_ptr<RunWriter>> create(const QString &path, const RunHeader &header);
    ~RunWriter(); ///< as finish(), without an end line

    void push(RequestRecord record); ///< any thread
    void push(Sample sample);        ///< any thread

    /// Writes what is queued and the end line, closes; the first error there was (a full disk), if any.
    Expected<void> finish(const RunEnd &end);

    const QString &path() const;

private:
    struct Private;
    explicit RunWriter(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// One line each, without the newline.
QByteArray headerLine(const RunHeader &header);
QByteArray requestLine(const RequestRecord &record);
QByteArray sampleLine(const Sample &sample);
QByteArray endLine(const RunEnd &end, const Run *counted = nullptr);

}
