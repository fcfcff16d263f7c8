# Completion for fish: options as the tools' own help lists them, with what they do; releases, names of modules, loaded modules, and the
# parameters of the module that is named. Nothing is offered of data that would need quotes, but names of files.

function __jkmod_options
    command $argv --help 2>/dev/null | string match -r '^ {2,6}(?:-|      --).*' |
        while read -l line
            set -l about (string replace -r '^.*?\s{2,}(?=[a-z0-9])' '' -- (string trim -- $line))
            for name in (string match -ra -- '(?<=^|, |\s)--?[0-9A-Za-z][-a-z]*(?==|,|\s|$)' (string replace -r '\s{3,}[a-z0-9].*$' '' -- $line))
                printf '%s\t%s\n' $name $about
            end
        end
end

# Passes on what is read, a name a line and maybe a tab and a text, where it is a plain name; texts without control characters.
function __jkmod_plain
    tr -d '\000-\010\013-\037\177' | string match -r '^[A-Za-z0-9_][A-Za-z0-9_.+~-]*=?(?:\t.*)?$'
end

function __jkmod_releases
    command ls /lib/modules 2>/dev/null | __jkmod_plain
end

# As fish itself completes files: __fish_complete_path of older releases does not know quotes.
function __jkmod_files
    complete -C "'' "(commandline -ct)
end

function __jkmod_modules
    set -l release $argv[1]
    test -n "$release"; or set release (uname -r)
    sed 's/:.*//; s,.*/,,; s/\.ko.*//; s/-/_/g' /lib/modules/$release/modules.dep 2>/dev/null | __jkmod_plain
end

function __jkmod_loaded
    command lsmod 2>/dev/null | sed '1d; s/ .*//' | __jkmod_plain
end

function __jkmod_parameters
    command modinfo $argv 2>/dev/null | sed -n 's/^parm: *\([^:]*\):\(.*\)/\1=\t\2/p' | __jkmod_plain
end

function __jkmod
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l tool (path basename $words[1])
    set -l call $tool
    set -l rest $words[2..]
    if test $tool = kmod
        if test (count $words) = 1
            printf '%s\n' help explain list params policy static-nodes depmod insmod lsmod modinfo modprobe rmmod --version --help
            return
        end
        set tool $words[2]
        set call kmod $tool
        set rest $words[3..]
        test $tool != list; or set tool lsmod
        if test $tool = policy
            if test (count $words) = 2
                printf '%s\n' status test generate export evict --help
                return
            end
            set tool policy-$words[3]
            set call kmod policy $words[3]
            set rest $words[4..]
        end
    end
    set -l release
    set -l first
    set -l before
    for each in $rest
        switch $before
            case -S -k --set-version
                set release $each
            case -C -d -b -w -F --config --dirname --basedir --wait --field
            case '*'
                string match -q -- '-*' $each; or test -n "$first"; or set first $each
        end
        set before $each
    end
    switch $tool:$before
        case modprobe:-S explain:-S modinfo:-k '*:--set-version'
            __jkmod_releases
            return
        case policy-generate:--from
            printf '%s\n' loaded devices modules-load fstab all
            return
        case policy-export:--style
            printf '%s\n' false true
            return
        case policy-export:--format
            printf '%s\n' modprobe.d json
            return
        case lsmod:--sort
            printf '%s\n' name size references -name -size -references
            return
        case lsmod:--columns
            printf '%s\n' name size references usedby state taint version srcversion file signer policy
            return
        case static-nodes:-f static-nodes:--format
            printf '%s\n' human tmpfiles devname
            return
        case 'policy-*:-d' 'policy-*:-o' modprobe:-C modprobe:-d explain:-C explain:-d 'depmod:-b' 'depmod:-o' 'depmod:-m' 'depmod:-C' 'depmod:-E' 'depmod:-F' modinfo:-b static-nodes:-o '*:--config' '*:--dirname' '*:--basedir' '*:--outdir' '*:--moduledir' '*:--symvers' '*:--filesyms' '*:--output'
            __jkmod_files
            return
    end
    if string match -q -- '-*' $word
        __jkmod_options $call
        return
    end
    switch $tool
        case rmmod
            __jkmod_loaded
        case params
            __jkmod_modules
        case policy-test
            __jkmod_files
        case explain policy-status
            __jkmod_modules $release
        case modprobe
            if string match -qr -- '^(-[a-zA-Z]*r[a-zA-Z]*|--remove)$' $rest
                __jkmod_loaded
            else if test -n "$first"; and not string match -qr -- '^(-[a-zA-Z]*a[a-zA-Z]*|--all)$' $rest
                test -n "$release"; and set -l of -k $release
                __jkmod_parameters $of $first
            else
                __jkmod_modules $release
            end
        case insmod
            if test -n "$first"
                __jkmod_parameters $first
            else
                __jkmod_files
            end
        case modinfo
            __jkmod_modules $release
            __jkmod_files
        case depmod
            __jkmod_releases
            __jkmod_files
    end
end

for tool in depmod insmod kmod lsmod modinfo modprobe rmmod
    complete -c $tool -e
    complete -c $tool -f -a '(__jkmod)'
end
