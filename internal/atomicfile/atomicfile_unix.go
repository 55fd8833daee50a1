//go:build !windows

package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// Retry runs f. On Windows, where a file that another process has open cannot be
// opened, renamed over or removed, it runs f again for up to two seconds.
func Retry(f func() error) error { return f() }

// syncDir makes a rename in dir durable. File systems that cannot sync a folder
// say so by EINVAL or ENOTSUP, and a folder may be writable but not readable;
// the file itself is synced in each of these cases.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	defer d.Close()
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}
